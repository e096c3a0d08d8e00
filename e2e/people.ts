/** People for the tests: made by the command that an operator would use, signed in as their browsers would. */
import { expect } from "@playwright/test";
import { join } from "node:path";
import { newPasscodeSchema } from "#lib/person.ts";
import { root, run } from "../scripts/launch/run.mjs";
import { type Site, call, send } from "./api.ts";
import type { AppServer } from "./server.ts";

export interface Person extends Site {
  name: string;
  passcode: string;
}

/** Runs `npm run person -- ...` beside the running app. @returns what it printed */
export async function personCommand(app: AppServer, ...words: readonly string[]): Promise<string> {
  const { PATH, HOME } = process.env;
  const script = join(root, "scripts", "person.ts");
  const { code, output } = await run("node", ["--conditions=react-server", script, ...words], {
    show: "nothing",
    env: {
      PATH,
      HOME,
      NODE_ENV: "production",
      __NEXT_PROCESSED_ENV: "true",
      DATA_DIR: app.dataDir,
      ACCESS: "passcodes",
    },
  });
  if (code !== 0) throw new Error(`The command ended with ${code}:\n${output}`);
  return output;
}

/** Somebody new, signed in. The command is a process of its own: where there is an admin, `addPerson` is quicker. */
export async function newPerson(app: AppServer, name: string, ...options: readonly string[]): Promise<Person> {
  const printed = await personCommand(app, "add", name, ...options);
  const passcode = /Passcode: (\S+)/.exec(printed)?.[1];
  if (passcode === undefined) throw new Error(`The command printed no passcode:\n${printed}`);
  return { url: app.url, name, passcode, cookie: await signIn(app, name, passcode) };
}

/** Somebody new whom an admin let in, signed in. */
export async function addPerson(admin: Person, name: string): Promise<Person> {
  const answer = await send(admin, "POST", "/api/people", { name });
  expect(answer.status, answer.text).toBe(201);
  const { passcode } = newPasscodeSchema.parse(JSON.parse(answer.text));
  if (passcode === null) throw new Error("The answer holds no passcode");
  return { url: admin.url, name, passcode, cookie: await signIn(admin, name, passcode) };
}

/** @returns the cookie, as a browser sends it back */
export async function signIn(app: Site, name: string, passcode: string): Promise<string> {
  const answer = await trySignIn(app, name, passcode);
  expect(answer.status, answer.text).toBe(204);
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

export function trySignIn(app: Site, name: string, passcode: string) {
  const headers = { "content-type": "application/json" };
  return call({ url: app.url }, "POST", "/api/sign-in", { headers, body: JSON.stringify({ name, passcode }) });
}
