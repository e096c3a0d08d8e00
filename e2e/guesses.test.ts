/** Ten thousand wrong passcodes over real HTTP, from one address and from many, while honest people sign in. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { Client } from "undici";
import { guessLimits } from "#lib/server/access/guesses.ts";
import { newPerson, type Person, trySignIn } from "./people.ts";
import { startApp } from "./server.ts";

const guesses = 10_000;
/** Of loopback's addresses only Linux has all at hand. */
const hasManyAddresses = process.platform === "linux";
/** As many guessers at once. */
const atOnce = 20;

test("10,000 guesses from one and from many addresses stay within the limits while an honest person signs in", async (t) => {
  await using app = await startApp({ ACCESS: "passcodes" });
  const ada = await newPerson(app, "ada");
  const bob = await newPerson(app, "bob", "--admin");
  const startedAt = Date.now();
  const answers = new Map<number, number>();
  let sent = 0;
  const honest: Promise<void>[] = [];

  // Half of them hammer on one person, half try a name that is new each time; half come from an address of their own.
  async function guesser(index: number): Promise<void> {
    const isElsewhere = hasManyAddresses && index % 2 === 1;
    const client = new Client(app.url, { localAddress: isElsewhere ? `127.0.1.${index}` : "127.0.0.1" });
    try {
      while (sent < guesses) {
        sent += 1;
        if (sent % (guesses / 10) === 0) honest.push(honestly(ada), honestly(bob));
        const name = sent % 4 < 2 ? "ada" : `name ${sent}`;
        const status = await guess(client, name, `GUESS-${sent}-XXXXX-XXXXX`, `203.0.113.${sent % 250}`);
        answers.set(status, (answers.get(status) ?? 0) + 1);
      }
    } finally {
      await client.destroy();
    }
  }
  async function honestly({ name, passcode }: Person): Promise<void> {
    const after = sent;
    const { status, text } = await trySignIn(app, name, passcode);
    assert.equal(status, 204, `${name} after ${after} guesses: ${text}`);
  }
  await Promise.all(Array.from({ length: atOnce }, (_, index) => guesser(index)));
  await Promise.all(honest);

  const minutes = Math.floor((Date.now() - startedAt) / 60_000) + 2; // the last one may have begun just now
  assert.deepEqual(new Set(answers.keys()), new Set([401, 429]));
  assert.ok((answers.get(401) ?? 0) <= minutes * guessLimits.perMinute, `${answers.get(401)} were looked at`);
  const stored = storedIn(app.dataDir);
  // A few lines for each doubling, and again after each time that the right passcode forgave what was before.
  assert.ok(stored.failures <= 20 + 4 * honest.length, `${stored.failures} lines in the audit log`);
  assert.ok(stored.subjects <= minutes * guessLimits.perMinute + 2, `${stored.subjects} names are remembered`);
  assert.ok(stored.sessions <= 40, `${stored.sessions} sessions`);
  assert.doesNotMatch(app.log(), /"level":"error"/);
  t.diagnostic(`${JSON.stringify(Object.fromEntries(answers))}, ${honest.length} honest sign-ins beside them`);
});

async function guess(client: Client, name: string, passcode: string, claimed: string): Promise<number> {
  const { statusCode, body } = await client.request({
    method: "POST",
    path: "/api/sign-in",
    headers: { "content-type": "application/json", "x-forwarded-for": claimed },
    body: JSON.stringify({ name, passcode }),
  });
  await body.dump();
  return statusCode;
}

function storedIn(dataDir: string): { failures: number; subjects: number; sessions: number } {
  const database = new DatabaseSync(join(dataDir, "clipdesk.sqlite"), { readOnly: true });
  try {
    const count = (sql: string) => Number(database.prepare(`select count(*) as n from ${sql}`).get()?.["n"]);
    return {
      failures: count("audit_log where action = 'sign_in_failed'"),
      subjects: count("wrong_guesses"),
      sessions: count("sessions"),
    };
  } finally {
    database.close();
  }
}
