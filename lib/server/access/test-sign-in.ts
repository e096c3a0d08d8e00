/** For tests of who is let in: people with passcodes, and what a sign-in comes to. */
import type { Store } from "../database/store.ts";
import { addPerson, givePasscode } from "../people/people.ts";
import { findSession, type SessionLimits } from "./sessions.ts";
import { signIn } from "./sign-in.ts";

export const hourMs = 3_600_000;
export const limits: SessionLimits = { idleMs: 72 * hourMs, lifeMs: 336 * hourMs };

export async function personIn(store: Store, name: string, role: "member" | "admin" = "member"): Promise<string> {
  await addPerson(store, name, role, null);
  const passcode = await givePasscode(store, name, null);
  if (passcode === null) throw new Error(`${name} is not there`);
  return passcode;
}

export function enter(store: Store, name: string, passcode: string, oldSession: string | null = null): Promise<string> {
  return signIn(store, { name, passcode, oldSession }, limits);
}

export async function who(store: Store, session: string): Promise<string | null> {
  return (await findSession(store, session, limits))?.person ?? null;
}
