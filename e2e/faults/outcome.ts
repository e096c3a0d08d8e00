/** What a run came to: the figures of the table, and what the checker found wrong. */
import { check, type Violation } from "./checker.ts";
import type { History } from "./history.ts";

export interface Outcome {
  kills: number;
  /** How many faults the relay or the network answered with. */
  faults: number;
  posts: number;
  /** Calls that were charged. */
  charged: number;
  submissions: number;
  /** Why jobs were unknown before a person looked: the failure's code -> how many. */
  unknown: Readonly<Record<string, number>>;
  kept: number;
  violations: readonly Violation[];
}

export function outcomeOf(
  history: History,
): Pick<Outcome, "posts" | "charged" | "submissions" | "kept" | "violations"> {
  return {
    posts: history.posts.length,
    charged: history.posts.filter(({ madeTask }) => madeTask !== null).length,
    submissions: history.sentPrompts.size,
    kept: history.jobs.filter(({ media_state: state }) => state === "saved").length,
    violations: check(history),
  };
}

export function total(outcomes: readonly Outcome[]): Outcome {
  const sum = (figure: (outcome: Outcome) => number) => outcomes.reduce((count, outcome) => count + figure(outcome), 0);
  const unknown: Record<string, number> = {};
  for (const [reason, jobs] of outcomes.flatMap((outcome) => Object.entries(outcome.unknown))) {
    unknown[reason] = (unknown[reason] ?? 0) + jobs;
  }
  return {
    kills: sum(({ kills }) => kills),
    faults: sum(({ faults }) => faults),
    posts: sum(({ posts }) => posts),
    charged: sum(({ charged }) => charged),
    submissions: sum(({ submissions }) => submissions),
    unknown,
    kept: sum(({ kept }) => kept),
    violations: outcomes.flatMap(({ violations }) => violations),
  };
}
