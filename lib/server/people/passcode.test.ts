import assert from "node:assert/strict";
import { test } from "node:test";
import { isPasscode, makePasscode, mayBePasscode } from "./passcode.ts";

test("a passcode is long, speakable, never twice the same, and known by its hash alone", async () => {
  const [one, two] = [await makePasscode("ada"), await makePasscode("ada")];
  assert.match(one.passcode, /^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  assert.notEqual(one.passcode, two.passcode);
  assert.match(one.stored, /^scrypt\$16384\$8\$5\$/, "one of the sets of parameters that OWASP names");
  assert.ok(!one.stored.includes(one.passcode.replaceAll("-", "")));
  assert.ok(await isPasscode(one.passcode, one.stored));
  assert.ok(!(await isPasscode(two.passcode, one.stored)));
});

test("it is known however it is typed", async () => {
  const { passcode, stored } = await makePasscode("ada");
  const bare = passcode.replaceAll("-", "");
  for (const typed of [passcode.toLowerCase(), ` ${bare} `, bare.replaceAll("0", "o").replaceAll("1", "l")]) {
    assert.ok(mayBePasscode("ada", typed, stored), typed);
    assert.ok(await isPasscode(typed, stored), typed);
  }
});

test("guesses are told from it without the slow hash, and so is the passcode of somebody else or of before", async () => {
  const [mine, before, others] = [await makePasscode("ada"), await makePasscode("ada"), await makePasscode("bob")];
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let passed = 0;
  for (let guess = 0; guess < 20_000; guess += 1) {
    const typed = Array.from({ length: 20 }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
    if (mayBePasscode("ada", typed, mine.stored)) passed += 1;
  }
  assert.ok(passed <= 3, `${passed} of 20,000 guesses came past the check; one in a million should`);
  const foreign = [before, others].filter(({ passcode }) => mayBePasscode("ada", passcode, mine.stored));
  assert.deepEqual(foreign, []);
  for (const typed of ["", "x", "\0", "x".repeat(200), mine.passcode.slice(0, -1), `${mine.passcode}0`])
    assert.ok(!mayBePasscode("ada", typed, mine.stored), typed);
  assert.ok(!mayBePasscode("nobody", mine.passcode, null));
});
