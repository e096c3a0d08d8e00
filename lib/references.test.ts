import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf, isPrivateHost, isWorthALook } from "./references.ts";
import type { ImageFault, Sight } from "./references.ts";

const link = "https://images.example/cat.png?x=1";
const seen = (width: number, height: number, sizeBytes: number | null = null): Sight => ({
  kind: "seen",
  width,
  height,
  sizeBytes,
});

const cases: [link: string, sight: Sight | null, kind: ImageFault["kind"] | null][] = [
  [link, null, null],
  [link, seen(320, 960), null],
  [link, seen(4096, 4096), null],
  [link, seen(319, 400), "tooSmall"],
  [link, seen(4097, 2000), "tooLarge"],
  [link, seen(400, 1201), "tooLong"],
  [link, seen(1000, 1000, 4_700_000), null],
  [link, seen(1000, 1000, 4_700_001), "tooHeavy"],
  [link, { kind: "unseen" }, "unseen"],
  ["http://images.example/cat.png", seen(1000, 1000), "plainHttp"],
  ["http://images.example/cat.png", { kind: "unseen" }, "plainHttp"],
  ["http://images.example/cat.png", seen(100, 100), "tooSmall"],
  ["https://images.example/cat.WEBP?v=2", seen(1000, 1000), "format"],
  ["https://10.0.0.7/cat.png", null, "private"],
  // What is no link is the schema's to name.
  ["cat.png", null, null],
  ["", null, null],
  ["data:image/png;base64,AAAA", null, null],
];
for (const [url, sight, kind] of cases)
  test(`${url} ${JSON.stringify(sight)}: ${kind ?? "nothing is wrong"}`, () =>
    assert.equal(faultOf(url, sight)?.kind ?? null, kind));

test("only what is proven to break a rule blocks", () => {
  for (const [url, sight, kind] of cases) {
    const grade = kind === "unseen" || kind === "plainHttp" || kind === "format" ? "doubtful" : "broken";
    assert.equal(faultOf(url, sight)?.grade, kind === null ? undefined : grade);
  }
});

test("a host is private by its name or its address, however it is written", () => {
  const hosts = ["localhost", "a.localhost", "nas", "nas.local", "x.internal", "fritz.lan", "127.0.0.1", "10.1.2.3"];
  const more = ["192.168.0.9", "172.20.0.1", "169.254.1.1", "0.0.0.0", "100.64.0.1", "[::1]", "[fd00::1]", "[fe80::1]"];
  for (const host of [...hosts, ...more, "[::ffff:7f00:1]", "localhost."]) assert.ok(isPrivateHost(host), host);
  for (const host of ["example.com", "93.184.216.34", "[2606:2800:220:1::1]", "local.example.com"])
    assert.ok(!isPrivateHost(host), host);
  // The browser's own parser has made plain addresses of these.
  for (const url of ["https://2130706433/", "https://0x7f.1/"]) assert.ok(isPrivateHost(new URL(url).hostname), url);
});

test("a link to a private address is not followed, nor one with a password", () => {
  assert.ok(isWorthALook(link));
  for (const url of [
    "http://192.168.1.1/reboot",
    "https://u:p@images.example/1.png",
    "ftp://images.example/1.png",
    "cat",
  ])
    assert.ok(!isWorthALook(url), url);
});
