/** Runs of the model: how many, with which seeds, and what is said when one fails. */
import fc from "fast-check";
import type { Outcome } from "../outcome.ts";
import { type Book, emptyBook, judge, judgeCharges } from "./book.ts";
import type { Doing } from "./command.ts";
import { finish } from "./finish.ts";
import { commandsFor } from "./happenings.ts";
import { emptyWorld, type World } from "./world.ts";

export interface RunOptions {
  seed: number;
  numRuns: number;
  maxCommands?: number;
}

/**
 * Everything is judged, and every run is brought to its end.
 * @param onEnd what a run came to that broke nothing
 */
export function checkPromise(world: World, options: RunOptions, onEnd: (outcome: Outcome) => void = () => undefined) {
  const doing: Doing = async (act, book) => {
    await act(book, world);
    await judge(world, book);
  };
  return check(world, options, doing, async (book) => {
    await finish(book, world);
    onEnd(await outcomeOf(book, world));
  });
}

/** Only what was paid is judged: a run ends, and proves nothing, where anything else is not as promised. */
export function checkCharges(world: World, options: RunOptions) {
  const strayed = new WeakSet<Book>();
  const doing: Doing = async (act, book) => {
    if (strayed.has(book)) return;
    await act(book, world).catch(() => strayed.add(book));
    judgeCharges(world.calls);
  };
  return check(world, options, doing, async () => undefined);
}

async function outcomeOf(book: Book, { store, calls, deaths, faults }: World): Promise<Outcome> {
  const unknown = await store.db.selectFrom("jobs").select("failure_code").where("status", "=", "unknown").execute();
  const byCode = Map.groupBy(unknown, ({ failure_code: code }) => code ?? "");
  return {
    kills: deaths,
    faults,
    posts: calls.length,
    charged: calls.filter(({ isCharged }) => isCharged).length,
    submissions: book.jobs.size,
    unknown: Object.fromEntries([...byCode].map(([code, { length }]) => [code, length])),
    kept: [...book.jobs.values()].filter(({ isKept }) => isKept).length,
    violations: [], // a broken promise ends the run before this
  };
}

async function check(
  world: World,
  { seed, numRuns, maxCommands = 100 }: RunOptions,
  doing: Doing,
  end: (book: Book, world: World) => Promise<void>,
) {
  const property = fc.asyncProperty(commandsFor(doing, maxCommands), async (commands) => {
    await emptyWorld(world);
    const book = emptyBook();
    await fc.asyncModelRun(() => ({ model: book, real: world }), commands);
    await end(book, world);
  });
  return fc.check(property, { seed, numRuns });
}
