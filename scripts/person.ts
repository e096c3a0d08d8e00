/**
 * `npm run person`: who may sign in, from the machine that keeps the data. Makes the first admin; works while the server
 * runs and while it does not.
 */
import { parseArgs } from "node:util";
import env from "@next/env";
import { nameSchema, type Role } from "#lib/person.ts";
import { Problem } from "#lib/problem.ts";
import { ConfigError, config } from "#lib/server/config.ts";
import { openBeside, type Store } from "#lib/server/database/store.ts";
import { listPeople } from "#lib/server/people/list.ts";
import { addPerson, changePerson, removePerson, givePasscode } from "#lib/server/people/people.ts";

const usage = `Usage: npm run person -- COMMAND
  add NAME [--admin]     a new person, with a passcode that is shown once
  list                   everybody
  reset NAME             a new passcode; the old one and every session end
  role NAME member|admin
  revoke NAME            may not come in any more; sessions end at once
  readmit NAME           may come in again, with the same passcode
  remove NAME            gone from the list; the jobs keep the name`;

/** In the audit log; no person can have this name. */
const actor = "(command line)";

class UsageError extends Error {}

// As the server reads them, so that both mean the same database.
env.loadEnvConfig(process.cwd(), false);
try {
  const { values, positionals } = readArguments();
  const store = await openBeside(config().database);
  try {
    await obey(store, positionals, values.admin === true ? "admin" : "member");
  } finally {
    await store.close();
  }
} catch (error) {
  if (error instanceof UsageError) console.error(usage);
  else if (error instanceof ConfigError || error instanceof Problem) console.error(error.message);
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function obey(store: Store, [command, given, word, ...rest]: readonly string[], role: Role): Promise<void> {
  if (rest.length > 0 || (word !== undefined && command !== "role")) throw new UsageError();
  if (command === "list" && given === undefined) return printPeople(store);
  const name = readName(given);
  switch (command) {
    case "add":
      await addPerson(store, name, role, actor);
      return printPasscode(store, name);
    case "reset":
      return printPasscode(store, name);
    case "role":
      if (word !== "member" && word !== "admin") throw new UsageError();
      return changePerson(store, name, { role: word }, actor);
    case "revoke":
      return changePerson(store, name, { is_revoked: true }, actor);
    case "readmit":
      return changePerson(store, name, { is_revoked: false }, actor);
    case "remove":
      return removePerson(store, name, actor);
    default:
      throw new UsageError();
  }
}

async function printPasscode(store: Store, name: string): Promise<void> {
  const { access, appOrigin } = config();
  const passcode = await givePasscode(store, name, actor);
  if (passcode === null) {
    console.log(`${name} comes in through the proxy, without a passcode.`);
    return;
  }
  console.log(`Name:     ${name}\nPasscode: ${passcode}\nIt is shown this once. Sign in at ${appOrigin}/sign-in`);
  if (access.kind === "none") console.log("Nobody is asked for it yet: set ACCESS=passcodes and restart.");
}

async function printPeople(store: Store): Promise<void> {
  const people = await listPeople(store);
  if (people.length === 0) console.log("Nobody yet: npm run person -- add NAME --admin");
  for (const { name, role, is_revoked, has_passcode, last_seen_at } of people) {
    const notes = [
      role,
      is_revoked && "revoked",
      !has_passcode && "no passcode",
      last_seen_at && `seen ${last_seen_at}`,
    ];
    console.log(`${name}  (${notes.filter(Boolean).join(", ")})`);
  }
}

function readArguments() {
  try {
    return parseArgs({ options: { admin: { type: "boolean" } }, allowPositionals: true });
  } catch {
    throw new UsageError();
  }
}

function readName(given: string | undefined): string {
  if (given === undefined) throw new UsageError();
  const name = nameSchema().safeParse(given);
  if (name.success) return name.data;
  throw new Error(`NAME: ${name.error.issues[0]?.message ?? "cannot be a name"}`);
}
