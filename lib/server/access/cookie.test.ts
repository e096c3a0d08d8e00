import assert from "node:assert/strict";
import { test } from "node:test";
import { noSessionCookie, sessionCookie, sessionIn } from "./cookie.ts";

const hours = 3_600_000;
const plain = { kind: "passcodes", idleMs: hours, lifeMs: 2 * hours, isSecure: false } as const;
const secure = { ...plain, isSecure: true };

test("over https the cookie is this host's alone, out of scripts' reach, and goes over nothing else", () => {
  assert.equal(sessionCookie("id", secure), "__Host-clipdesk=id; Path=/; Max-Age=7200; HttpOnly; SameSite=Lax; Secure");
  assert.match(noSessionCookie(secure), /^__Host-clipdesk=; .*Max-Age=0; .*Secure$/);
  assert.equal(sessionCookie("id", plain), "clipdesk=id; Path=/; Max-Age=7200; HttpOnly; SameSite=Lax");
});

test("only the cookie of that very name is read", () => {
  const read = (cookie: string, access: typeof plain | typeof secure) => sessionIn(new Headers({ cookie }), access);
  assert.equal(read("a=b; __Host-clipdesk=id; c=d", secure), "id");
  // What another host under the same domain, or plain http, could have planted.
  for (const planted of ["clipdesk=id", "__Secure-clipdesk=id", "x__Host-clipdesk=id", "__host-clipdesk=id"])
    assert.equal(read(planted, secure), null, planted);
  assert.equal(read("clipdesk_lang=zh; clipdesk=id", plain), "id");
  assert.equal(sessionIn(new Headers(), plain), null);
});
