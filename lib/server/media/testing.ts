/** For the tests of this folder: real folders, real servers, and ways to watch what stays open. */
import { mkdtemp, readdir, readlink, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** A test, or the whole file: whatever can be asked to clear up. */
export interface Ending {
  after: (work: () => Promise<void>) => void;
}

export async function emptyFolder(t: Ending): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "clipdesk-media-"));
  t.after(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

export interface TestServer {
  /** Without a path. */
  origin: string;
  port: number;
  /** Connections that are open now. */
  connections: () => Promise<number>;
}

export async function serve(t: TestContext, listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener);
  return listen(t, server);
}

/** Its certificate is for `media.test` and signed by nobody. */
export async function serveTls(t: TestContext, listener: RequestListener): Promise<TestServer> {
  return listen(t, createTlsServer({ key: testKey, cert: testCertificate }, listener));
}

async function listen(t: TestContext, server: ReturnType<typeof createServer>): Promise<TestServer> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = addressOf(server);
  const connections = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
    );
  return { origin: `http://127.0.0.1:${port}`, port, connections };
}

export function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server does not listen");
  return address;
}

/** The files below `dir` that this process has open now. Linux only: elsewhere the test that asks is skipped. */
export async function openFilesIn(dir: string): Promise<string[]> {
  const links = await Promise.all(
    (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")),
  );
  return links.filter((link) => link.startsWith(dir));
}

/** Asks again until the answer is as it should be. The runner's time limit ends a wait for what never comes. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

export async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(source));
}

export async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  return (await bytesOf(source)).toString("latin1");
}

// Made for these tests and trusted by nothing else; valid until 2126.
export const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzvHtfO74hGxtZa1C
nUz5MxpKtnU6lL9VIX1Vvg2XWimhRANCAARS5+3iHG1zQyBcMEckNfnEHsPUeLmy
sKfEk9+sfWEgnnT9I6cykCOItStsg9lPGBIbzxnr0KqLkBGJo7F4x2/f
-----END PRIVATE KEY-----
`;
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBlzCCAT6gAwIBAgIUMYNSv20gUfASqE18WFeaL8oBfLcwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKbWVkaWEudGVzdDAgFw0yNjExMjIxODI2NDNaGA8yMTI2MTAy
OTE4MjY0M1owFTETMBEGA1UEAwwKbWVkaWEudGVzdDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABFLn7eIcbXNDIFwwRyQ1+cQew9R4ubKwp8ST36x9YSCedP0jpzKQ
I4i1K2yD2U8YEhvPGevQqouQEYmjsXjHb9+jajBoMB0GA1UdDgQWBBRm+TJ67VvT
T+lB7MPidMmt5nSJRDAfBgNVHSMEGDAWgBRm+TJ67VvTT+lB7MPidMmt5nSJRDAV
BgNVHREEDjAMggptZWRpYS50ZXN0MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0E
AwIDRwAwRAIgD+wwiku9bssj3dPyOx5tNbNnW52qH/SeAJ69cHnAhFsCIF4wzv9c
vV8MX0LlulJkrB5xlFr7EzNcWTXHWd0s5Bcw
-----END CERTIFICATE-----
`;
