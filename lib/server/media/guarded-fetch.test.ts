import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { setDefaultCACertificates } from "node:tls";
import { promisify } from "node:util";
import { guardedFetch, RefusedUrl } from "./guarded-fetch.ts";
import { serve, serveTls, testCertificate, textOf, until } from "./testing.ts";
import { answering, forbidden, resolver } from "./test-guarded-fetch.ts";

test("a file of a listed host arrives, with its status, headers and final address", async (t) => {
  const { origin } = await serve(t, (_request, response) => {
    response.writeHead(200, { "Content-Type": "video/mp4", "X-Many": ["a", "b"] });
    response.end("bytes");
  });
  const file = await guardedFetch(`${origin}/a?b=c%2Fd`, { allowedHosts: ["127.0.0.1"] });
  assert.equal(file.status, 200);
  assert.equal(file.headers["content-type"], "video/mp4");
  assert.equal(file.headers["x-many"], "a, b");
  assert.equal(file.url, `${origin}/a?b=c%2Fd`);
  assert.equal(await textOf(file.body), "bytes");
});

test("a status that is no success is an answer, not an error", async (t) => {
  const { origin } = await serve(t, (_request, response) => response.writeHead(404).end("no"));
  const file = await guardedFetch(origin, { allowedHosts: ["127.0.0.1"] });
  assert.equal(file.status, 404);
  assert.equal(await textOf(file.body), "no");
});

test("the request carries no key, cookie or referrer, asks for plain bytes, and keeps the query byte for byte", async (t) => {
  const seen: { url: string | undefined; headers: Record<string, unknown> }[] = [];
  const { origin, port } = await serve(t, (request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    if (request.url === "/start") response.writeHead(302, { location: "/end?sig=a%2Fb+c%3D&x", "set-cookie": "a=b" });
    response.end();
  });
  const file = await guardedFetch(origin.replace("//", "//user:pass@") + "/start", { allowedHosts: ["127.0.0.1"] });
  await textOf(file.body);
  assert.deepEqual(
    seen.map(({ url }) => url),
    ["/start", "/end?sig=a%2Fb+c%3D&x"],
  );
  for (const { headers } of seen) {
    assert.deepEqual(headers, {
      host: `127.0.0.1:${port}`,
      connection: "close",
      accept: "*/*",
      "accept-encoding": "identity",
      "user-agent": "clipdesk",
    });
  }
});

test("every spelling of an inside address is refused without a connection", async (t) => {
  const { port, requests } = await forbidden(t);
  const hosts = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "127.0.0.1.",
    "１２７.0.0.1",
    "0.0.0.0",
    "0",
  ];
  hosts.push("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[2002:7f00:1::]");
  hosts.push(
    "[64:ff9b::7f00:1]",
    "169.254.169.254",
    "10.0.0.1",
    "100.64.0.1",
    "192.168.0.1",
    "198.18.0.1",
    "[fe80::1]",
  );
  const { asked, resolve } = resolver("93.184.215.14");
  for (const host of hosts)
    await assert.rejects(guardedFetch(`https://${host}:${port}/`, { allowedHosts: [], resolve }), RefusedUrl, host);
  assert.deepEqual(asked, []);
  assert.equal(requests(), 0);
});

test("names of this machine are refused whatever a name server says", async () => {
  const { asked, resolve } = resolver("93.184.215.14");
  for (const host of ["localhost", "LOCALHOST", "localhost.", "a.localhost"])
    await assert.rejects(guardedFetch(`https://${host}/`, { allowedHosts: [], resolve }), RefusedUrl, host);
  assert.deepEqual(asked, []);
});

test("a name with one private address among public ones is refused", async (t) => {
  const { port, requests } = await forbidden(t);
  for (const addresses of [["127.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["2606:4700::1111", "::ffff:127.0.0.1"]]) {
    const { asked, resolve } = resolver(...addresses);
    await assert.rejects(guardedFetch(`https://cdn.test:${port}/`, { allowedHosts: [], resolve }), RefusedUrl);
    assert.deepEqual(asked, ["cdn.test"]);
  }
  assert.equal(requests(), 0);
});

test("only https is followed, and http only to a listed host", async (t) => {
  const { origin, port } = await serve(t, answering("bytes"));
  const { resolve } = resolver("93.184.215.14");
  for (const link of [
    "http://cdn.test/",
    "ftp://cdn.test/",
    "file:///etc/passwd",
    "data:,x",
    "javascript:1",
    "//x/",
    "",
  ])
    await assert.rejects(guardedFetch(link, { allowedHosts: [], resolve }), RefusedUrl, link);
  await assert.rejects(guardedFetch(origin, { allowedHosts: [`127.0.0.1:${port + 1}`] }), RefusedUrl);
  const file = await guardedFetch(origin, { allowedHosts: [`127.0.0.1:${port}`] });
  assert.equal(await textOf(file.body), "bytes");
});

test("a redirect is checked as the first link was", async (t) => {
  const { port, requests } = await forbidden(t);
  const inside = [
    "http://127.0.0.1/",
    `https://127.0.0.1:${port}/`,
    "http://169.254.169.254/latest/",
    "file:///etc/passwd",
  ];
  for (const location of [
    ...inside,
    "https://10.0.0.1/",
    "https://[::1]/",
    "http://cdn.test/",
    "https://rebind.test/",
  ]) {
    const { origin } = await serve(t, (_request, response) => response.writeHead(302, { location }).end());
    const { resolve } = resolver("127.0.0.1");
    const allowedHosts = [new URL(origin).host];
    await assert.rejects(guardedFetch(origin, { allowedHosts, resolve }), RefusedUrl, location);
  }
  assert.equal(requests(), 0);
});

test("three redirects are followed, relative ones too, and a fourth is not", async (t) => {
  const paths: (string | undefined)[] = [];
  const { origin } = await serve(t, (request, response) => {
    paths.push(request.url);
    const left = Number(request.url?.slice(1));
    if (left > 0) response.writeHead([301, 302, 303, 307, 308][left] ?? 302, { location: `${left - 1}` });
    response.end(`end of ${request.url}`);
  });
  const allowedHosts = ["127.0.0.1"];
  const file = await guardedFetch(`${origin}/3`, { allowedHosts });
  assert.equal(file.url, `${origin}/0`);
  assert.equal(await textOf(file.body), "end of /0");
  assert.deepEqual(paths, ["/3", "/2", "/1", "/0"]);
  await assert.rejects(guardedFetch(`${origin}/4`, { allowedHosts }), RefusedUrl);
});

test("a redirect leaves no connection behind", async (t) => {
  const end = await serve(t, answering("bytes"));
  const start = await serve(t, (_request, response) => {
    response.writeHead(302, { location: end.origin });
    response.write("a body that never ends");
  });
  const file = await guardedFetch(start.origin, { allowedHosts: ["127.0.0.1"] });
  await textOf(file.body);
  await until(async () => (await start.connections()) + (await end.connections()) === 0);
});

test("a name is asked for once, and the connection goes to that answer", async (t) => {
  const { port } = await serve(t, answering("bytes"));
  let asked = 0;
  const resolve = async () => [{ address: asked++ === 0 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
  const file = await guardedFetch(`http://cdn.test:${port}/`, { allowedHosts: ["cdn.test"], resolve });
  assert.equal(await textOf(file.body), "bytes");
  assert.equal(asked, 1);
});

const publicAddress = "93.184.215.14";
const ownNetwork = ["--user", "--map-root-user", "--net"];
const noNetwork = canMakeNetwork() ? false : "needs the right to make a network of its own";
test("a name that turns private after it was checked is never followed there", { skip: noNetwork }, async () => {
  const script = `ip link set lo up && ip addr add ${publicAddress}/32 dev lo && exec "$0" --conditions=react-server "$@"`;
  const child = join(import.meta.dirname, "test-rebinding.ts");
  const command = ["sh", "-c", script, process.execPath, child, publicAddress];
  const { stdout } = await promisify(execFile)("unshare", [...ownNetwork, ...command]);
  assert.deepEqual(JSON.parse(stdout), {
    first: { body: "of the public address", asked: 1 },
    second: "RefusedUrl",
  });
});

test("the next address is tried when one cannot be reached", async (t) => {
  const { port } = await serve(t, answering("bytes"));
  const { resolve } = resolver("127.0.0.2", "127.0.0.1");
  const file = await guardedFetch(`http://cdn.test:${port}/`, { allowedHosts: ["cdn.test"], resolve });
  assert.equal(await textOf(file.body), "bytes");
});

test("a certificate must be of the host in the link", async (t) => {
  setDefaultCACertificates([testCertificate]);
  const names: unknown[] = [];
  const { port } = await serveTls(t, (request, response) => {
    names.push("servername" in request.socket ? request.socket.servername : null);
    response.end("bytes");
  });
  const { resolve } = resolver("127.0.0.1");
  const options = { allowedHosts: ["media.test", "other.test", "127.0.0.1"], resolve };
  for (const host of ["media.test", "media.test."]) {
    const file = await guardedFetch(`https://${host}:${port}/`, options);
    assert.equal(await textOf(file.body), "bytes");
  }
  assert.deepEqual(names, ["media.test", "media.test"]);
  for (const host of ["other.test", "127.0.0.1"])
    await assert.rejects(guardedFetch(`https://${host}:${port}/`, options), { code: "ERR_TLS_CERT_ALTNAME_INVALID" });
});

function canMakeNetwork(): boolean {
  try {
    execFileSync(
      "unshare",
      [...ownNetwork, "sh", "-c", `ip link set lo up && ip addr add ${publicAddress}/32 dev lo`],
      {
        stdio: "ignore",
      },
    );
    return true;
  } catch {
    return false;
  }
}
