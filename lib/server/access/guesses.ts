/**
 * Wrong passcodes are counted, for each name and for all names together, on all instances together. Past a few, further
 * guesses are refused for a while that doubles, without being counted, so that no flood fills the database or its log.
 * By name and not by address: addresses are cheap, and many people share one. The right passcode is not a guess: see
 * `people/passcode.ts`, so no flood locks anybody out.
 */
import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import { Problem } from "#lib/problem.ts";
import type { Store } from "../database/store.ts";
import type { Tables } from "../database/tables.ts";
import { addAudit } from "../people/audit.ts";

export const guessLimits = {
  /** Slips of a person's finger, before a name has to rest. */
  freePerName: 4,
  firstRestMs: 1_000,
  longestRestMs: 15 * 60_000,
  /** Of all names together. */
  perMinute: 60,
} as const;

const minuteMs = 60_000;
/** After an hour without a guess a name begins anew. */
const forgottenAfterMs = 60 * minuteMs;
const everyName = "every name";
const unknownNames = "unknown names";

/**
 * Counts one, and says what it was.
 * @param person the name as it is spelled; null when nobody has it, which the answer does not tell
 * @throws {Problem} always: `wrong_passcode`, or `too_many_guesses` for one that was not looked at
 */
export async function countGuess(store: Store, nameKey: string, person: string | null): Promise<never> {
  const subject = createHash("sha256").update(nameKey).digest("base64url");
  // Without a transaction first: of ten thousand guesses a minute, nearly all end here.
  expectNoRest(store, await guessesOf(store.db, [subject, everyName]), subject);
  await store.write(async (tx) => {
    await holdRow(store, tx, everyName);
    const rows = await guessesOf(tx, [subject, everyName, unknownNames]);
    expectNoRest(store, rows, subject);
    const now = store.now();
    const all = rows.get(everyName);
    const isNewMinute = all === undefined || all.last_at <= now - minuteMs;
    await setRow(tx, everyName, isNewMinute ? 1 : all.guesses + 1, 0, isNewMinute ? now : all.last_at);
    const guesses = next(rows.get(subject), now);
    await setRow(tx, subject, guesses, now + restMs(guesses), now);
    await tx
      .deleteFrom("wrong_guesses")
      .where("last_at", "<", now - forgottenAfterMs)
      .execute();
    if (person !== null) await note(store, tx, person, guesses);
    else {
      const unknown = next(rows.get(unknownNames), now);
      await setRow(tx, unknownNames, unknown, 0, now);
      await note(store, tx, null, unknown);
    }
  });
  throw new Problem("wrong_passcode", "This name and passcode do not go together");
}

/** The person got in: the slips before that are forgiven. */
export async function forgetGuessesIn(tx: Transaction<Tables>, nameKey: string): Promise<void> {
  const subject = createHash("sha256").update(nameKey).digest("base64url");
  await tx.deleteFrom("wrong_guesses").where("subject", "=", subject).execute();
}

interface Guesses {
  guesses: number;
  refused_until: number;
  last_at: number;
}

function expectNoRest(store: Store, rows: ReadonlyMap<string, Guesses>, subject: string): void {
  const now = store.now();
  const all = rows.get(everyName);
  const isFull = all !== undefined && all.guesses >= guessLimits.perMinute && all.last_at > now - minuteMs;
  const until = Math.max(rows.get(subject)?.refused_until ?? 0, isFull ? all.last_at + minuteMs : 0);
  if (until <= now) return;
  throw new Problem(
    "too_many_guesses",
    "There were too many wrong passcodes; this one is not right either. The right one is let in at any time",
    undefined,
    { retry_after: Math.ceil((until - now) / 1_000) },
  );
}

function restMs(guesses: number): number {
  if (guesses <= guessLimits.freePerName) return 0;
  return Math.min(guessLimits.firstRestMs * 2 ** (guesses - guessLimits.freePerName - 1), guessLimits.longestRestMs);
}

function next(row: Guesses | undefined, now: number): number {
  return row === undefined || row.last_at < now - forgottenAfterMs ? 1 : row.guesses + 1;
}

/** A line for the first, the second, the fourth, the eighth...: as many as tell how long it went on. */
async function note(store: Store, tx: Transaction<Tables>, person: string | null, guesses: number): Promise<void> {
  if (!Number.isInteger(Math.log2(guesses))) return;
  const subject = person ?? "unknown names";
  await addAudit(store, tx, { actor: null, action: "sign_in_failed", subject, detail: { in_a_row: guesses } });
}

async function guessesOf(db: Store["db"], subjects: readonly string[]): Promise<Map<string, Guesses>> {
  const rows = await db.selectFrom("wrong_guesses").selectAll().where("subject", "in", subjects).execute();
  return new Map(rows.map((row) => [row.subject, row]));
}

/** One guess after another, on all instances. */
async function holdRow(store: Store, tx: Transaction<Tables>, subject: string): Promise<void> {
  await tx
    .insertInto("wrong_guesses")
    .values({ subject, guesses: 0, refused_until: 0, last_at: 0 })
    .onConflict((conflict) => conflict.column("subject").doNothing())
    .execute();
  if (store.kind === "postgres") {
    await tx.selectFrom("wrong_guesses").select("subject").where("subject", "=", subject).forUpdate().execute();
  }
}

async function setRow(
  tx: Transaction<Tables>,
  subject: string,
  guesses: number,
  refusedUntil: number,
  lastAt: number,
): Promise<void> {
  const row = { guesses, refused_until: refusedUntil, last_at: lastAt };
  await tx
    .insertInto("wrong_guesses")
    .values({ subject, ...row })
    .onConflict((conflict) => conflict.column("subject").doUpdateSet(row))
    .execute();
}
