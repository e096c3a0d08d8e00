/**
 * Which running job is asked about next, and when. Pure; knows neither the database nor the relay. `npm run bench`
 * simulates it beside round robin and an oracle.
 *
 * The idea: a query is worth the waiting that it ends. Since a job was last asked about, its video may have become ready
 * at any moment; weighing those moments by how long videos take gives the seconds that it has, on average, been lying
 * there unseen. The job with the most of them is asked about next. One that cannot be ready yet has none; for one that
 * is as good as ready they grow by a second each second, so none is passed over for ever.
 *
 * What a call costs: calls are rationed by the minute, and paid creates go first.
 * - A job comes due once there is some unseen waiting, no sooner than after a tenth of the polling interval and no later
 *   than after the whole of it, which grows with age.
 * - A query that ends next to no waiting (only the interval has passed, and people like to see progress) is made only
 *   while half of the budget lies idle.
 * - Queries go out evenly: one used up early in the minute is missing when the next video is ready.
 * - Behind a queue of creates longer than the budget, a query that is worth much takes turns with them. Else the first
 *   video of a thousand would be seen when the last has been created.
 */
import type { Durations } from "./durations.ts";

export interface AskedJob {
  submittedAtMs: number;
  /** When the relay was last asked about it and did not say that it had ended; null before the first time. */
  askedAtMs: number | null;
}

/** The shared budget, as a worker sees it. */
export interface Calls {
  perMinute: number;
  free: number;
  /** How many calls of any kind were made within the last {@link paceOverMs}. */
  lately: number;
  /** The last call that this worker made was a create. */
  isAfterCreate: boolean;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** From so much unseen waiting on a job comes due. Little, because a call that nobody else wants costs nothing. */
const dueFromMs = 10;
/**
 * From so much unseen waiting, shared among the minute's calls, a query may use all of the budget but a reserve, below it
 * only what lies idle: of many calls each may do less good.
 */
const worthAMinuteMs = 6_000;
/** From so much on it takes turns with creates. */
const worthATurnMs = 20_000;
const shortestRest = 1 / 10;
/**
 * A press of the button must not be kept waiting by queries. One call is enough: queries go out evenly, and so a call
 * for the next create comes back within seconds.
 */
const keptForCreates = 1;
/** Evenness is looked at over this long, because a worker cannot look at every moment. */
export const paceOverMs = 3_000;

/** @returns how long the video has, on average, been ready without our knowing, in ms */
export function unseenMs({ submittedAtMs, askedAtMs }: AskedJob, nowMs: number, durations: Durations): number {
  const ageMs = Math.max(0, nowMs - submittedAtMs);
  const askedMs = Math.min(ageMs, Math.max(0, (askedAtMs ?? submittedAtMs) - submittedAtMs));
  const workedMs = (durations.sumTo(ageMs) - durations.sumTo(askedMs)) / durations.leftAt(askedMs);
  return Math.max(0, ageMs - askedMs - workedMs);
}

/** When a job that was just asked about comes due again. */
export function nextAskAtMs(submittedAtMs: number, nowMs: number, durations: Durations, intervalMs: number): number {
  const longestMs = pollDelayMs(nowMs - submittedAtMs, intervalMs);
  let [fromMs, toMs] = [longestMs * shortestRest, longestMs];
  // Unseen waiting only grows, so the moment at which there is enough of it is found by halving.
  for (let halvings = 0; halvings < 10; halvings += 1) {
    const middleMs = (fromMs + toMs) / 2;
    if (unseenMs({ submittedAtMs, askedAtMs: nowMs }, nowMs + middleMs, durations) < dueFromMs) fromMs = middleMs;
    else toMs = middleMs;
  }
  return Math.ceil(nowMs + toMs);
}

/**
 * The longest rest between two questions: the base interval while most videos finish, three times that past five
 * minutes, and ever longer from an hour on, for a task that may still end but is no longer waited for.
 */
export function pollDelayMs(ageMs: number, intervalMs: number): number {
  if (ageMs < 5 * minuteMs) return intervalMs;
  if (ageMs < hourMs) return 3 * intervalMs;
  if (ageMs < 6 * hourMs) return Math.max(2 * minuteMs, 3 * intervalMs);
  if (ageMs < 24 * hourMs) return Math.max(10 * minuteMs, 3 * intervalMs);
  return Math.max(hourMs, 3 * intervalMs);
}

/** Whether the next call is a query's, whatever creates wait: they had the last one, and this is worth a turn. */
export function isQueryOwed(worthMs: number, { isAfterCreate }: Pick<Calls, "isAfterCreate">): boolean {
  return isAfterCreate && worthMs >= worthATurnMs;
}

/** How many calls of the budget a query that is worth this much leaves free. */
export function keptFree(worthMs: number, calls: Pick<Calls, "perMinute" | "isAfterCreate">): number {
  if (isQueryOwed(worthMs, calls)) return 0;
  return worthMs < worthAMinuteMs / calls.perMinute ? Math.floor(calls.perMinute / 2) : reserveOf(calls.perMinute);
}

/** Whether a query that is worth this much may be made now. */
export function mayAsk(worthMs: number, calls: Calls): boolean {
  const even = (paceOverMs / minuteMs) * (calls.perMinute - reserveOf(calls.perMinute));
  const isInPace = isQueryOwed(worthMs, calls) || calls.lately < Math.max(1, Math.round(even));
  return isInPace && calls.free > keptFree(worthMs, calls);
}

function reserveOf(callsPerMinute: number): number {
  return Math.min(keptForCreates, Math.floor(callsPerMinute / 4));
}
