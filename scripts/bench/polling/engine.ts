/**
 * A worker and a relay in simulated time, from event to event. The budget is kept as `lib/server/jobs/budget.ts` keeps
 * it, slot by slot; the relay counts for itself and refuses what is over its limit. Owns time; which job is asked next
 * is the policy's business.
 */
import { type Calls, paceOverMs } from "#lib/server/jobs/poll-policy.ts";
import { agenda } from "./agenda.ts";
import { between, type Chance, chance } from "./chance.ts";

export interface SimJob {
  id: number;
  arrivesAtMs: number;
  /** How long the relay works on it, from its acceptance on. */
  durationMs: number;
  submittedAtMs: number;
  askedAtMs: number | null;
  /** Not to be asked before. */
  dueAtMs: number;
  readyAtMs: number;
  noticedAtMs: number;
  asked: number;
}

export interface View {
  nowMs: number;
  /** Accepted, not noticed, and no query under way. */
  running: readonly SimJob[];
  calls: Calls;
}

export interface Policy {
  name: string;
  /** Asks whatever the budget says. */
  isUnbounded?: boolean;
  /** @returns the job to ask now, or when to look again at the latest */
  next: (view: View) => SimJob | number;
  /** The relay accepted the job. */
  accepted?: (job: SimJob, nowMs: number) => void;
  /** It was asked and had not ended. */
  unready?: (job: SimJob, nowMs: number) => void;
  noticed?: (job: SimJob, nowMs: number) => void;
  /** Whether a create must leave the next call to a query. */
  isQueryOwed?: (view: View) => boolean;
}

export interface World {
  callsPerMinute: number;
  creates: number;
  createMs: readonly [number, number];
  queryMs: readonly [number, number];
  queries: number;
}

/** Two creates at a time and eight queries, as the worker has hands for them. */
export const usual: World = {
  callsPerMinute: 60,
  creates: 2,
  createMs: [1_000, 2_000],
  queries: 8,
  queryMs: [200, 400],
};

export interface Run {
  jobs: SimJob[];
  calls: number;
  /** Calls that the relay refused, each of which the person would have caused. */
  refused: number;
  /** The longest that a job went without being asked. */
  longestRestMs: number;
}

const slotRestMs = 61_000;
const minuteMs = 60_000;
const refusedRestMs = 5_000;

export interface Arrival {
  atMs: number;
  durationMs: number;
}

export function simulate(arrivals: readonly Arrival[], policy: Policy, world: World, seed: number): Run {
  const draw = chance(seed);
  const events = agenda();
  const relay = windowOf(minuteMs);
  const slots = windowOf(slotRestMs);
  const lately = windowOf(paceOverMs);
  const run: Run = { jobs: arrivals.map(simJob), calls: 0, refused: 0, longestRestMs: 0 };
  const queue: SimJob[] = [];
  const running = new Set<SimJob>();
  const hands = { creates: world.creates, queries: world.queries };
  let [nowMs, isAfterCreate, lookAtMs] = [0, false, Infinity];

  for (const job of run.jobs) events.add(job.arrivesAtMs, () => queue.push(job));
  for (let event = events.next(); event !== null; event = events.next()) {
    nowMs = event.atMs;
    event.happen();
    while (create() || query());
  }
  return run;

  function view(): View {
    const { callsPerMinute: perMinute } = world;
    const free = policy.isUnbounded === true ? perMinute : perMinute - slots.count(nowMs);
    return { nowMs, running: [...running], calls: { perMinute, free, lately: lately.count(nowMs), isAfterCreate } };
  }

  function create(): boolean {
    if (hands.creates === 0 || queue.length === 0 || view().calls.free <= 0) return false;
    if (policy.isQueryOwed?.(view()) === true) return false;
    const job = queue.shift();
    if (job === undefined) return false;
    hands.creates -= 1;
    job.submittedAtMs = nowMs;
    const isTaken = call(true);
    events.add(nowMs + latency(world.createMs, draw), () => {
      hands.creates += 1;
      if (!isTaken) {
        events.add(nowMs + refusedRestMs, () => queue.unshift(job));
        return;
      }
      job.readyAtMs = nowMs + job.durationMs;
      running.add(job);
      policy.accepted?.(job, nowMs);
    });
    return true;
  }

  function query(): boolean {
    if (hands.queries === 0 || running.size === 0) return false;
    const next = policy.next(view());
    if (typeof next === "number") {
      lookAgainAt(next);
      return false;
    }
    if (policy.isUnbounded !== true) hands.queries -= 1;
    running.delete(next);
    run.longestRestMs = Math.max(run.longestRestMs, nowMs - (next.askedAtMs ?? next.submittedAtMs));
    next.asked += 1;
    const isTaken = call(false);
    const takesMs = latency(world.queryMs, draw);
    const isReady = next.readyAtMs <= nowMs + takesMs / 2;
    events.add(nowMs + takesMs, () => {
      if (policy.isUnbounded !== true) hands.queries += 1;
      if (isTaken && isReady) {
        next.noticedAtMs = nowMs;
        policy.noticed?.(next, nowMs);
        return;
      }
      next.askedAtMs = nowMs;
      running.add(next);
      policy.unready?.(next, nowMs);
    });
    return true;
  }

  /** @returns whether the relay took the call */
  function call(isCreate: boolean): boolean {
    run.calls += 1;
    isAfterCreate = isCreate;
    slots.add(nowMs);
    lately.add(nowMs);
    if (policy.isUnbounded !== true) events.add(nowMs + slotRestMs, () => undefined);
    if (relay.count(nowMs) >= world.callsPerMinute) {
      run.refused += 1;
      return false;
    }
    relay.add(nowMs);
    return true;
  }

  function lookAgainAt(atMs: number): void {
    if (atMs === Infinity || (lookAtMs > nowMs && lookAtMs <= atMs)) return;
    lookAtMs = Math.max(atMs, nowMs + 1);
    events.add(lookAtMs, () => undefined);
  }
}

function latency([from, to]: readonly [number, number], draw: Chance): number {
  return between(from, to, draw);
}

function simJob({ atMs, durationMs }: Arrival, id: number): SimJob {
  return {
    id,
    arrivesAtMs: atMs,
    durationMs,
    submittedAtMs: Infinity,
    askedAtMs: null,
    dueAtMs: 0,
    readyAtMs: Infinity,
    noticedAtMs: Infinity,
    asked: 0,
  };
}

/** How many calls lie within the last so many ms. */
function windowOf(lengthMs: number) {
  const times: number[] = [];
  return {
    add: (atMs: number) => times.push(atMs),
    count: (nowMs: number) => {
      while (times[0] !== undefined && times[0] <= nowMs - lengthMs) times.shift();
      return times.length;
    },
  };
}
