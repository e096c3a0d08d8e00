/** A Postgres for the tests: the one that TEST_DATABASE_URL names, else one of our own for as long as they run. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface TestPostgres extends AsyncDisposable {
  /** Of a database to which tests may connect in order to make their own; its user may create and drop them. */
  readonly url: string;
}

/**
 * @param isDurable a commit waits for the disk, as where it is relied upon; tests need not wait
 * @returns null when there is none and none could be started, which has been said
 */
export async function postgresForTests({ isDurable = false } = {}): Promise<TestPostgres | null> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined) return { url: given, [Symbol.asyncDispose]: async () => undefined };
  // In a process of its own, so that it is stopped and its data removed even when this one is killed.
  const flags = isDurable ? ["--durable"] : [];
  const server = fork(join(import.meta.dirname, "postgres-server.ts"), flags, {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new Promise<null>((answer) => server.once("exit", () => answer(null)));
  const said = await Promise.race([once(server, "message"), ended]);
  const url: unknown = said?.[0];
  if (typeof url !== "string") {
    console.error("The tests need a Postgres and none could be started. Name one with TEST_DATABASE_URL.");
    return null;
  }
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.disconnect();
      await ended;
    },
  };
}
