/** A door of TLS in front of the relay: until it is opened, nobody gets further than to the middle of a handshake. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { createServer as createTlsServer } from "node:tls";
import { loopbackCert, loopbackKey } from "#lib/server/relay/loopback.ts";

export interface Door {
  /** For an instance that is to come through it. */
  settings: Record<string, string>;
  leadTo: (url: string) => void;
  /** How many stand before it. */
  waiting: () => number;
  open: () => void;
}

export async function shutDoor(t: TestContext): Promise<Door> {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-door-"));
  const authority = join(folder, "ca.pem");
  await writeFile(authority, loopbackCert);
  let target = new URL("http://127.0.0.1");
  let isOpen = false;
  const before: Socket[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket)); // instances hang up as they like
  };
  const within = createTlsServer({ key: loopbackKey, cert: loopbackCert }, (socket) => {
    const onward = connect(Number(target.port), target.hostname);
    keep(socket);
    keep(onward);
    socket.pipe(onward).pipe(socket);
  });
  within.on("tlsClientError", () => {});
  const outside = createServer((socket) => {
    keep(socket);
    if (isOpen) within.emit("connection", socket);
    else before.push(socket);
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    outside.close();
    await rm(folder, { recursive: true });
  });
  const { port } = outside.address() as AddressInfo; // it listens on a port
  return {
    settings: { RELAY_BASE_URL: `https://127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: authority },
    leadTo: (url) => {
      target = new URL(url);
    },
    waiting: () => before.length,
    open: () => {
      isOpen = true;
      for (const socket of before) within.emit("connection", socket);
    },
  };
}
