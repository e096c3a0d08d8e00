/**
 * Run by guarded-fetch.test.ts in a network of its own, where this machine has the public address given and no way out:
 * a name that is public when it is first asked for and private ever after.
 */
import { createServer } from "node:https";
import { setDefaultCACertificates } from "node:tls";
import { guardedFetch } from "./guarded-fetch.ts";
import { addressOf, testCertificate, testKey, textOf } from "./testing.ts";

const publicAddress = process.argv[2] ?? "";
setDefaultCACertificates([testCertificate]);
const port = await listen("of the public address", publicAddress, 0);
await listen("of the private address", "127.0.0.1", port);

let asked = 0;
const resolve = async () => {
  asked += 1;
  return [{ address: asked === 1 ? publicAddress : "127.0.0.1", family: 4 }];
};
const url = `https://media.test:${port}/`;
const file = await guardedFetch(url, { allowedHosts: [], resolve });
const first = { body: await textOf(file.body), asked };
const second = await guardedFetch(url, { allowedHosts: [], resolve }).then(
  () => "followed",
  (error: unknown) => (error instanceof Error ? error.name : String(error)),
);
console.log(JSON.stringify({ first, second }));
process.exit(0);

function listen(body: string, host: string, wantedPort: number): Promise<number> {
  const server = createServer({ key: testKey, cert: testCertificate }, (_request, response) => response.end(body));
  return new Promise((ready) => server.listen(wantedPort, host, () => ready(addressOf(server).port)));
}
