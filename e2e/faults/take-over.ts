/** How long the work of a dead instance waits on Postgres, with the database's clock and leases as long as in production. */
import { promptOf } from "./auditor.ts";
import { isSettled } from "./looks.ts";
import { makeScene } from "./scene.ts";

export interface TakeOver {
  pollAfterS: number;
  unknownAfterS: number;
}

const running = "running";
const calling = "calling";

export async function takeOver(): Promise<TakeOver> {
  let isHeld = true;
  await using scene = await makeScene({
    database: "postgres",
    speed: 1,
    createTimeoutMs: 120_000,
    create: (prompt) => ({
      behaviour: prompt === calling ? { kind: "stall", at: "headers" } : { kind: "ok" },
      word: prompt === calling ? "none" : "accepted",
    }),
    relay: { script: { query: () => (isHeld ? { kind: "stall", at: "headers" } : undefined) } },
    patienceMs: 200_000,
  });
  const first = scene.start();
  await scene.submit(running);
  await scene.submit(calling);
  const relay = scene.relay();
  const queries = () => relay.requests.filter(({ target }) => target === "query").length;
  await relay.waitFor(() => queries() === 1 && relay.posts().some((post) => promptOf(post) === calling));
  isHeld = false;
  // Now a query and a paid call are on their way.
  first.kill();
  await first.ended;
  const diedAt = performance.now();
  const sinceS = () => (performance.now() - diedAt) / 1_000;
  for (let n = 0; n < 2; n += 1) scene.start();
  await relay.waitFor(() => queries() > 1);
  const pollAfterS = sinceS();
  await scene.until("the call without an end is unknown", isSettled);
  const unknownAfterS = sinceS();
  await scene.stop();
  if (relay.posts().length !== 2) throw new Error(`There were ${relay.posts().length} paid calls instead of 2`);
  return { pollAfterS, unknownAfterS };
}
