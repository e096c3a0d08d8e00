/**
 * From which address a request came. Next hands on what `X-Forwarded-For` says, which anybody can write, so the socket's
 * own address is put under a name of ours, over whatever a client wrote there, before Next sees the request.
 */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { config } from "../config.ts";
import { log } from "../log.ts";
import { isLoopbackName } from "../loopback-name.ts";

const peerHeader = "x-clipdesk-peer";

/** For every HTTP server of this process, before its first request. */
export function watchPeers(): void {
  const { access, mode } = config();
  // The settings keep the launcher from listening elsewhere; a server that was started past it is found out here.
  const isLoopbackOnly = access.kind === "none" && mode === "live";
  let isSaid = false;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage }; // as Node documents this channel
    const { remoteAddress = "", localAddress = "" } = request.socket;
    request.headers[peerHeader] = remoteAddress;
    if (!isLoopbackOnly || isLoopbackName(localAddress)) return;
    if (!isSaid) log.warn("Refused: with a relay key and ACCESS=none, Clipdesk serves loopback only", { localAddress });
    isSaid = true;
    request.socket.destroy();
  });
}

/** Whether the request came straight from one of these addresses or networks. */
export function isFromPeer(headers: Headers, peers: readonly string[]): boolean {
  const peer = headers.get(peerHeader) ?? "";
  if (isIP(peer) === 0) return false;
  // A server that listens on :: gives IPv4 addresses in their mapped form.
  const address = ipaddr.process(peer);
  return peers.some((listed) => {
    const [network, bits] = listed.includes("/")
      ? ipaddr.parseCIDR(listed)
      : ([ipaddr.process(listed), isIP(listed) === 4 ? 32 : 128] as const);
    return network.kind() === address.kind() && address.match(network, bits);
  });
}
