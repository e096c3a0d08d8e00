/** Names and addresses that mean this machine and can be reached from nowhere else. */

/** @param host a host name, an IP address or one in brackets, without a port */
export function isLoopbackName(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  return name === "::1" || name === "localhost" || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}
