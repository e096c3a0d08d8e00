/** Signing in and out with a passcode. Knows no request and no cookie. */
import { Problem } from "#lib/problem.ts";
import type { PersonRow } from "../database/people-tables.ts";
import type { Store } from "../database/store.ts";
import { once } from "../once.ts";
import { addAudit, type AuditInput } from "../people/audit.ts";
import { keyOfName } from "../people/name.ts";
import { isPasscode, mayBePasscode } from "../people/passcode.ts";
import { endSessionsIn, findPerson, givePasscode } from "../people/people.ts";
import { countGuess, forgetGuessesIn } from "./guesses.ts";
import { endSessionIn, openSessionIn, type SessionLimits } from "./sessions.ts";

interface SignIn {
  name: string;
  passcode: string;
  /** The session that the browser had until now; it ends with this. */
  oldSession: string | null;
}

/**
 * @returns the new session's id
 * @throws {Problem} `wrong_passcode`, `too_many_guesses`
 */
export async function signIn(
  store: Store,
  { name, passcode, oldSession }: SignIn,
  limits: SessionLimits,
): Promise<string> {
  const nameKey = keyOfName(name.trim());
  const checked = await checkPasscode(store, nameKey, passcode);
  const session = await store.write(async (tx) => {
    // The passcode may have been replaced, or the person revoked, while it was being looked at.
    const now = await findPerson(tx, nameKey);
    if (now === undefined || now.revoked_at !== null || now.passcode !== checked.passcode) return null;
    if (oldSession !== null) await endSessionIn(tx, oldSession);
    await forgetGuessesIn(tx, nameKey);
    await addAudit(store, tx, { actor: now.name, action: "sign_in" });
    return openSessionIn(store, tx, nameKey, limits);
  });
  return session ?? countGuess(store, nameKey, checked.name);
}

/**
 * A person's own new passcode, for the present one. Every session ends, and one begins in its place.
 * @throws {Problem} `wrong_passcode`, `too_many_guesses`
 */
export async function renewPasscode(
  store: Store,
  person: string,
  passcode: string,
  limits: SessionLimits,
): Promise<{ passcode: string | null; session: string }> {
  const { name, name_key } = await checkPasscode(store, keyOfName(person), passcode);
  const renewed = await givePasscode(store, name, name);
  return { passcode: renewed, session: await store.write((tx) => openSessionIn(store, tx, name_key, limits)) };
}

/** @throws {Problem} `wrong_passcode`, `too_many_guesses` */
async function checkPasscode(store: Store, nameKey: string, passcode: string): Promise<PersonRow> {
  const person = await findPerson(store.db, nameKey);
  const stored = person?.revoked_at === null ? person.passcode : null;
  const isRight =
    mayBePasscode(nameKey, passcode, stored) &&
    stored !== null &&
    (await inTurn(nameKey, () => isPasscode(passcode, stored)));
  return person !== undefined && isRight ? person : countGuess(store, nameKey, person?.name ?? null);
}

/** @param isEverywhere every session of the person ends, not only this one */
export async function signOut(store: Store, session: string, isEverywhere = false): Promise<void> {
  await store.write(async (tx) => {
    const nameKey = await endSessionIn(tx, session);
    if (nameKey === null) return;
    if (isEverywhere) await endSessionsIn(tx, nameKey);
    const person = await findPerson(tx, nameKey);
    const detail: AuditInput["detail"] = isEverywhere ? { everywhere: 1 } : {};
    await addAudit(store, tx, { actor: person?.name ?? nameKey, action: "sign_out", detail });
  });
}

/** Each takes a core and 16 MiB, and Node's four threads also read and write the videos. */
const atOnce = 2;
/** Only whoever has a passcode comes this far, so one person must not stand in the way of the others. */
const waitingPerPerson = 3;

interface Turns {
  running: number;
  waiting: (() => void)[];
  byPerson: Map<string, number>;
}

async function inTurn<T>(nameKey: string, work: () => Promise<T>): Promise<T> {
  const turns = once<Turns>("passcode-turns", () => ({ running: 0, waiting: [], byPerson: new Map() }));
  const own = turns.byPerson.get(nameKey) ?? 0;
  if (own >= waitingPerPerson) {
    throw new Problem("too_many_guesses", "This person is signing in several times already", undefined, {
      retry_after: 2,
    });
  }
  turns.byPerson.set(nameKey, own + 1);
  try {
    if (turns.running >= atOnce) await new Promise<void>((resolve) => turns.waiting.push(resolve));
    else turns.running += 1;
    try {
      return await work();
    } finally {
      const next = turns.waiting.shift(); // whoever waited takes over the turn
      if (next === undefined) turns.running -= 1;
      else next();
    }
  } finally {
    const left = (turns.byPerson.get(nameKey) ?? 1) - 1;
    if (left === 0) turns.byPerson.delete(nameKey);
    else turns.byPerson.set(nameKey, left);
  }
}
