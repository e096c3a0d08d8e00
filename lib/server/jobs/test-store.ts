/** A store for tests: real SQL on a file of its own, with a clock that the test moves. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { prepareBudget } from "./budget.ts";
import { prepareDispatch } from "./dispatch.ts";
import { openStore, type Store } from "../database/store.ts";

export interface TestStore extends Store {
  file: string;
  /** Moves the clock; nothing else does. */
  pass: (ms: number) => void;
}

export async function testStore(context: TestContext, callsPerMinute = 60): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-"));
  const file = join(folder, "test.sqlite");
  let nowMs = Date.parse("2026-01-01T12:00:00Z");
  const store = await openStore({ kind: "sqlite", file }, () => nowMs);
  context.after(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  await prepareDispatch(store);
  await prepareBudget(store, callsPerMinute);
  return {
    ...store,
    file,
    pass: (ms) => {
      nowMs += ms;
    },
  };
}
