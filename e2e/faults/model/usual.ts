/** The usual course of things, so that a run comes far enough for the unusual to matter. */
import { answersCall, answersQuery, savesEnd } from "./answers.ts";
import { type Happening, processAt } from "./command.ts";
import { calls, polls, savesBegin, sweeps } from "./worker.ts";
import type { QueryOutcome } from "#lib/server/relay/outcome.ts";
import type { World } from "./world.ts";

const restMs = 20_000;
const leaseMs = 160_000;

/** A process takes up whatever there is to do, or time passes. */
export function works(at: number, first: number): Happening {
  const steps = [calls(at, "at once"), polls(at), savesBegin(at)];
  return {
    name: `process ${at} works${first === 0 ? "" : ` (from ${first})`}`,
    act: async (book, world) => {
      const before = underWay(world);
      for (const offset of steps.keys()) {
        await steps[(first + offset) % steps.length]?.act(book, world);
        if (underWay(world) !== before) return;
      }
      world.store.pass(restMs);
    },
  };
}

/** Whatever is under way ends well. */
export function endsWell(at: number, pick: number, video: QueryOutcome): Happening {
  return {
    name: `what process ${at} does ends well (${pick})`,
    act: async (book, world) => {
      const { creates, queries, saves } = processAt(world, at).pending;
      if (creates.length > 0) await answersCall(at, pick, "accepted", { kind: "accepted" }).act(book, world);
      else if (queries.length > 0) await answersQuery(at, pick, "a video", video).act(book, world);
      else if (saves.length > 0) await savesEnd(at, pick, "saved").act(book, world);
    },
  };
}

/** Calls stay without an answer for as long as their lease, and are given up. */
export function expires(at: number): Happening {
  return {
    name: `leases end, and process ${at} sweeps`,
    act: async (book, world) => {
      world.store.pass(leaseMs);
      await sweeps(at).act(book, world);
    },
  };
}

function underWay({ processes }: World): number {
  return processes.reduce(
    (sum, { pending: { creates, queries, saves } }) => sum + creates.length + queries.length + saves.length,
    0,
  );
}
