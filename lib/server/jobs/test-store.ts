/**
 * A store for tests: real SQL on a database of its own, with a clock that the test moves. What is proved of the domain is
 * proved on SQLite and on Postgres, by the same tests.
 */
import type { TestContext } from "node:test";
import { openStore, type Store } from "../database/store.ts";
import { type DatabaseKind, databaseKind, testDatabase } from "../database/testing.ts";
import { prepareBudget } from "./budget.ts";
import { prepareDispatch } from "./dispatch.ts";

export interface TestStore extends Store, AsyncDisposable {
  /** Moves the clock; nothing else does. */
  pass: (ms: number) => void;
  /** The same database as another instance sees it, with connections of its own; on SQLite there is no other. */
  another: () => Promise<Store>;
}

/** Gone with its test. */
export async function testStore(context: TestContext, callsPerMinute = 60): Promise<TestStore> {
  const store = await openTestStore(databaseKind(context), callsPerMinute);
  context.after(() => store[Symbol.asyncDispose]());
  return store;
}

export async function openTestStore(kind: DatabaseKind, callsPerMinute: number): Promise<TestStore> {
  const database = await testDatabase(kind);
  let nowMs = Date.parse("2026-01-01T12:00:00Z");
  const opened: Store[] = [];
  const open = async () => {
    const store = await openStore(database.address, () => nowMs);
    opened.push(store);
    return store;
  };
  const store = await open();
  await prepareDispatch(store);
  await prepareBudget(store, callsPerMinute);
  return {
    ...store,
    pass: (ms) => {
      nowMs += ms;
    },
    another: store.kind === "postgres" ? open : async () => store,
    [Symbol.asyncDispose]: async () => {
      for (const { close } of opened) await close();
      await database.remove();
    },
  };
}
