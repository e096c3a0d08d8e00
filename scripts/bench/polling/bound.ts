/**
 * What no policy can beat that knows only how long videos take, however clever: the budget's rule is given up for a price
 * of a call at each moment, under which each job is best asked by itself, and the prices are set so that this is as dear
 * as they can make it (Lagrangian relaxation). Whatever the prices, the result is less than the true optimum, because
 * keeping the rule costs nothing there and breaking it is paid for. Time is cut into cells, in favour of the policy: a
 * question counts as asked when its cell begins and as knowing what its end knows.
 */
import { usual } from "./engine.ts";

export interface Rule {
  calls: number;
  withinS: number;
}

type LeftAt = (ageS: number) => number;

const cellS = 0.5;
const cellsASecond = 1 / cellS;
const steps = 240;
/** From so little chance on the rest of a job's life is given to the policy for nothing. */
const negligible = 1e-3;

/** @returns the mean delay from ready to noticed, in seconds, of so many jobs submitted at once; creates go first */
export function leastDelay(jobs: number, sigma: number, rule: Rule): number {
  const creates = createsOf(jobs, rule);
  const leftAt = lognormalLeft(120, sigma);
  const tasks = creates.map(({ acceptedS }) => taskOf(acceptedS, leftAt));
  const cells = Math.max(...tasks.map(({ left }) => left.length));
  const windows = windowsOf(cells, creates, rule);
  let best = 0;
  for (let step = 0; step < steps; step += 1) {
    const prices = pricesOf(windows, cells);
    const asked = new Float64Array(cells);
    const cost = tasks.reduce((sum, task) => sum + cheapest(task, prices, asked), 0);
    best = Math.max(best, cost - windows.reduce((sum, { price, calls }) => sum + price * calls, 0));
    adjust(windows, asked, 0.012 * 0.03 ** (step / steps));
  }
  return best / jobs;
}

/** As many as have hands, each for the usual time, and no more than the rule allows. */
function createsOf(jobs: number, { calls, withinS }: Rule): { sentS: number; acceptedS: number }[] {
  const takesS = (usual.createMs[0] + usual.createMs[1]) / 2_000;
  const sent: number[] = [];
  for (let i = 0; i < jobs; i += 1) {
    const handS = (sent[i - usual.creates] ?? -takesS) + takesS;
    sent.push(Math.max(handS, (sent[i - calls] ?? -withinS) + withinS));
  }
  return sent.map((sentS) => ({ sentS, acceptedS: sentS + takesS }));
}

/** One job by cells: the chance that its video is not ready when a cell begins, and the integral of that until then. */
interface Task {
  from: number;
  left: Float64Array;
  sum: Float64Array;
}

function taskOf(acceptedS: number, leftAt: LeftAt): Task {
  const left = [1];
  const sum = [0];
  for (let cell = 1; (left.at(-1) ?? 0) > negligible; cell += 1) {
    left.push(leftAt(cell * cellS - acceptedS));
    const middle = leftAt((cell - 0.5) * cellS - acceptedS);
    sum.push((sum.at(-1) ?? 0) + cellS * (((left[cell - 1] ?? 0) + 4 * middle + (left[cell] ?? 0)) / 6));
  }
  return { from: Math.floor(acceptedS / cellS), left: Float64Array.from(left), sum: Float64Array.from(sum) };
}

/** A stretch of time as long as the rule's, what it leaves for queries, and what a call within it costs. */
interface Window {
  from: number;
  to: number;
  calls: number;
  price: number;
  drift: number;
  spread: number;
}

function windowsOf(cells: number, creates: readonly { sentS: number }[], { calls, withinS }: Rule): Window[] {
  const length = Math.floor(withinS * cellsASecond);
  const windows: Window[] = [];
  for (let start = cellsASecond - length; start < cells; start += cellsASecond) {
    const [from, to] = [Math.max(0, start), Math.min(cells, start + length)];
    const taken = creates.filter(({ sentS }) => sentS >= from * cellS && sentS < (start + length) * cellS).length;
    windows.push({ from, to, calls: calls - taken, price: 0.02, drift: 0, spread: 0 });
  }
  return windows;
}

function pricesOf(windows: readonly Window[], cells: number): Float64Array {
  const prices = new Float64Array(cells + 1);
  for (const { from, to, price } of windows) {
    prices[from] = (prices[from] ?? 0) + price;
    prices[to] = (prices[to] ?? 0) - price;
  }
  for (let cell = 1; cell <= cells; cell += 1) prices[cell] = (prices[cell] ?? 0) + (prices[cell - 1] ?? 0);
  return prices;
}

/** The least of waiting and prices for one job; adds to `asked` how likely it is asked in each cell. */
function cheapest({ from, left, sum }: Task, prices: Float64Array, asked: Float64Array): number {
  const end = left.length - 1;
  const costs = new Float64Array(end + 1);
  const nexts = new Int32Array(end + 1).fill(end);
  for (let last = end - 1; last >= from; last -= 1) {
    // What the question in `last` has left open: known until the end of its cell.
    const [open, since] = [left[last + 1] ?? 0, last + 1];
    let least = Infinity;
    for (let next = last + 1; next <= end; next += 1) {
      const waited = (next - since) * cellS * open - ((sum[next] ?? 0) - (sum[since] ?? 0));
      if (waited >= least) break;
      const cost = waited + (next < end ? open * (prices[next] ?? 0) + (costs[next] ?? 0) : 0);
      if (cost >= least) continue;
      least = cost;
      nexts[last] = next;
    }
    costs[last] = least;
  }
  for (let last = from; ;) {
    const next = nexts[last] ?? end;
    if (next >= end) break;
    asked[next] = (asked[next] ?? 0) + (left[last + 1] ?? 0);
    last = next;
  }
  return costs[from] ?? 0;
}

/** Dearer where more is asked than the rule leaves, cheaper elsewhere (Adam's steps). */
function adjust(windows: readonly Window[], asked: Float64Array, rate: number): void {
  const before = new Float64Array(asked.length + 1);
  asked.forEach((calls, cell) => {
    before[cell + 1] = (before[cell] ?? 0) + calls;
  });
  for (const window of windows) {
    const over = (before[window.to] ?? 0) - (before[window.from] ?? 0) - window.calls;
    window.drift = 0.9 * window.drift + 0.1 * over;
    window.spread = 0.99 * window.spread + 0.01 * over * over;
    window.price = Math.max(0, window.price + (rate * window.drift) / (Math.sqrt(window.spread) + 1e-9));
  }
}

function lognormalLeft(medianS: number, sigma: number): LeftAt {
  return (ageS) => (ageS <= 0 ? 1 : bellAbove(Math.log(ageS / medianS) / sigma));
}

/** The share of the standard bell above x, to seven digits (Abramowitz and Stegun 7.1.26). */
function bellAbove(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const above = (series * Math.exp(-z * z)) / 2;
  return x >= 0 ? above : 1 - above;
}
