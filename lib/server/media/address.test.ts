import assert from "node:assert/strict";
import { test } from "node:test";
import { hostOf, isListed, isLocalName, isPublicAddress } from "./address.ts";

const inside = {
  loopback: ["127.0.0.1", "127.255.255.254", "::1"],
  unspecified: ["0.0.0.0", "0.1.2.3", "::"],
  private: ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12:3456::1", "fec0::1"],
  "link-local": ["169.254.169.254", "169.254.0.1", "fe80::1", "fe80::1%eth0"],
  "carrier-grade NAT": ["100.64.0.1", "100.127.255.255"],
  multicast: ["224.0.0.1", "239.255.255.255", "ff02::1"],
  benchmark: ["198.18.0.1", "198.19.255.255", "2001:2::1"],
  documentation: ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
  "reserved and broadcast": ["240.0.0.1", "255.255.255.255", "192.0.0.1", "192.88.99.1"],
  "mapped IPv4": ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1"],
  "IPv4-compatible": ["::127.0.0.1", "::7f00:1", "::a00:1"],
  "6to4": ["2002:7f00:1::", "2002:a00:1::1"],
  NAT64: ["64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1"],
  Teredo: ["2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
  "discard, ORCHID and segment routing": ["100::1", "2001:10::1", "2001:20::1", "5f00::1"],
  "not yet given out": ["4000::1", "8000::1", "e000::1"],
};
for (const [what, addresses] of Object.entries(inside)) {
  test(`${what} addresses are not public`, () => {
    for (const address of addresses) assert.equal(isPublicAddress(address), false, address);
  });
}

test("ordinary addresses of the internet are public", () => {
  for (const address of ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "240e::1"])
    assert.equal(isPublicAddress(address), true, address);
});

test("what is not a plainly written address is not public", () => {
  for (const text of [
    "",
    "example.com",
    "0x8.8.8.8",
    "010.8.8.8",
    "134744072",
    "8.8.8",
    "8.8.8.8 ",
    "[2606:4700::1111]",
  ])
    assert.equal(isPublicAddress(text), false, text);
});

test("every spelling of the loopback address in a link comes out as that address", () => {
  const spellings = [
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://%31%32%37.0.0.1/",
    "http://user@127.0.0.1/",
  ];
  for (const spelling of spellings) assert.equal(hostOf(new URL(spelling)), "127.0.0.1", spelling);
});

test("a host is compared without brackets, without a dot at its end and in lower case", () => {
  assert.equal(hostOf(new URL("https://[::1]:8443/")), "::1");
  assert.equal(hostOf(new URL("https://CDN.Example.com./")), "cdn.example.com");
});

test("names of the own machine are known whatever stands before them", () => {
  assert.equal(isLocalName("localhost"), true);
  assert.equal(isLocalName("a.b.localhost"), true);
  assert.equal(isLocalName("localhost.example.com"), false);
  assert.equal(isLocalName("mylocalhost"), false);
});

test("a listed host without a port allows every port, with a port only that one", () => {
  const listed = (link: string, ...hosts: string[]) => isListed(new URL(link), hosts);
  assert.equal(listed("http://cdn.internal:9000/a", "cdn.internal"), true);
  assert.equal(listed("https://cdn.internal/a", "cdn.internal"), true);
  assert.equal(listed("http://cdn.internal:9000/a", "cdn.internal:9000"), true);
  assert.equal(listed("http://cdn.internal:9001/a", "cdn.internal:9000"), false);
  assert.equal(listed("http://cdn.internal/a", "cdn.internal:80"), true);
  assert.equal(listed("https://cdn.internal/a", "cdn.internal:80"), false);
  assert.equal(listed("https://cdn.internal/a", "cdn.internal:443"), true);
});

test("a list means exactly its hosts, in whatever spelling", () => {
  const listed = (link: string, ...hosts: string[]) => isListed(new URL(link), hosts);
  assert.equal(listed("http://cdn.internal/", "other", "CDN.internal"), true);
  assert.equal(listed("http://cdn.internal./", "cdn.internal"), true);
  assert.equal(listed("http://[::1]:9000/", "[0:0::1]:9000"), true);
  assert.equal(listed("http://[::1]/", "[::1]"), true);
  assert.equal(listed("http://127.1/", "127.0.0.1"), true);
  assert.equal(listed("http://evil.cdn.internal/", "cdn.internal"), false);
  assert.equal(listed("http://cdn.internal.evil/", "cdn.internal"), false);
  assert.equal(listed("http://cdn.internal@evil.example/", "cdn.internal"), false);
  assert.equal(listed("http://cdn.internal/"), false);
});
