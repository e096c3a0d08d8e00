/** For the tests: a server on the loopback that takes whole requests as raw text and lets the test misbehave. */
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { createServer as createTlsServer } from "node:tls";

export interface Loopback {
  port: number;
  baseUrl: string;
  /** Every request that came in whole, as it was on the wire. */
  requests: string[];
  /** How many connections were made, with or without a request. */
  connections: number;
}

export interface LoopbackOptions {
  tls?: boolean;
  /** Called for each connection before anything is read. */
  onConnection?: (socket: Socket) => void;
}

/** Closed with all its connections when the test ends. */
export async function loopback(
  t: TestContext,
  onRequest: (socket: Socket, request: string) => void,
  { tls = false, onConnection }: LoopbackOptions = {},
): Promise<Loopback> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const listener = (socket: Socket) => {
    onConnection?.(socket);
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (!isWhole(text)) return;
      const request = text;
      text = "";
      requests.push(request);
      onRequest(socket, request);
    });
  };
  const server: Server = tls
    ? createTlsServer({ key: loopbackKey, cert: loopbackCert }, listener)
    : createServer(listener);
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {}); // the tests break connections on purpose
  });
  server.on("tlsClientError", () => {});
  server.on("secureConnection", (socket: Socket) => socket.on("error", () => {}));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const port = portOf(server);
  return {
    port,
    baseUrl: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    requests,
    get connections() {
      return connections;
    },
  };
}

/** A port that nobody listens on: one that was free a moment ago. */
export async function refusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

/** A whole HTTP answer; a length that is not given is the body's own. */
export function http(status: number, body: string, headers: Record<string, string | number> = {}): string {
  const all = { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} x\r\n${lines.join("")}\r\n${body}`;
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return end >= 0 && Buffer.byteLength(text.slice(end + 4)) >= length;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

/** Of localhost and 127.0.0.1, made for these tests and trusted by nobody; valid from 2020 to 2120. */
export const loopbackCert = `
-----BEGIN CERTIFICATE-----
MIIBaDCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDcVChaq2JprqN6A
e6+qZi0bVGb/n5Mm1zUW+wfOeJvkwpoD4Sdc2g9vHnWmguRxoZIoVFX3delW3iTG
sUyQEl6jTjBMMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0
hwR/AAABMB0GA1UdDgQWBBQwfZkI/92r/tmcCya1RMpxkPXJAzAKBggqhkjOPQQD
AgNJADBGAiEAuw3ESsdS5Oygm18CeJtftzGBEPcWRPk4pDGVjfoJsDoCIQD/GFbS
Q6CBaFF/zq9Q8ZMzwiuemVabmDDdG4gtJjaYIg==
-----END CERTIFICATE-----
`;
export const loopbackKey = `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgylOfCzvqQFbVh1se
RTcqOPX12YTVU4BqiIu+PlR69rahRANCAAQ3FQoWqtiaa6jegHuvqmYtG1Rm/5+T
Jtc1FvsHznib5MKaA+EnXNoPbx51poLkcaGSKFRV93XpVt4kxrFMkBJe
-----END PRIVATE KEY-----
`;
