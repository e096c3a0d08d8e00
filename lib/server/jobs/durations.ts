/**
 * How long videos take, as a chance: what is left of it at an age, and the sums that waiting is reckoned with. Pure;
 * owns the shape of our belief, must not know where the durations were seen nor what they are used for.
 */

/** One finished video, in ms after its submission: not ready when last asked, ready when asked next. */
export interface SeenDuration {
  afterMs: number;
  byMs: number;
}

export interface Durations {
  /** The chance that a video takes longer than this. Never 0: a job past all that is known may still end. */
  leftAt: (ageMs: number) => number;
  /** The integral of `leftAt` from 0, in ms. */
  sumTo: (ageMs: number) => number;
}

/** The ages at which the chance is kept grow by 4 % from 1 s to a week: as exact at 20 s as at an hour. */
const firstMs = 1_000;
const growth = Math.log(1.04);
const bins = Math.ceil(Math.log((7 * 24 * 3_600_000) / firstMs) / growth);
/**
 * Before anything was seen: 1 to 3 minutes (the relay's contract), worth as much as ten videos, so that it is soon
 * outvoted.
 */
const prior = { medianMs: 120_000, sigma: 0.5, weight: 10 };
/**
 * One in twenty takes anything from 10 s to a week. This is what keeps every job asked: one that has outlived all that
 * was seen is then judged by this part alone, whose chance of ending in the next tenth of its age hardly falls.
 */
const anything = { fromMs: 10_000, share: 0.05 };
/** What was seen lately stands for what may be a tenth shorter or longer. */
const blur = Math.log(1.1) / growth;

export function durationsFrom(seen: readonly SeenDuration[]): Durations {
  const mass = new Float64Array(bins);
  for (const { afterMs, byMs } of seen) spread(mass, binOf(afterMs) - blur, binOf(byMs) + blur, 1);
  addPrior(mass);
  const known = seen.length + prior.weight;
  spread(mass, binOf(anything.fromMs), bins, (known * anything.share) / (1 - anything.share));
  return fromMass(mass);
}

/** Evenly over the bins between two places, which may lie within one. */
function spread(mass: Float64Array, from: number, to: number, weight: number): void {
  const [first, end] = [Math.min(Math.max(from, 0), bins - 1), Math.min(Math.max(to, 1), bins)];
  for (let bin = Math.floor(first); bin < end; bin += 1) {
    const overlap = Math.min(end, bin + 1) - Math.max(first, bin);
    mass[bin] = (mass[bin] ?? 0) + (weight * overlap) / (end - first);
  }
}

function addPrior(mass: Float64Array): void {
  const bell = mass.map((_, bin) => {
    const x = (Math.log(edgeMs(bin + 0.5)) - Math.log(prior.medianMs)) / prior.sigma;
    return Math.exp((-x * x) / 2);
  });
  const whole = bell.reduce((sum, height) => sum + height, 0);
  bell.forEach((height, bin) => {
    mass[bin] = (mass[bin] ?? 0) + (prior.weight * height) / whole;
  });
}

function fromMass(mass: Float64Array): Durations {
  const whole = mass.reduce((sum, part) => sum + part, 0);
  const left = new Float64Array(bins + 1);
  const sum = new Float64Array(bins + 1);
  left[0] = 1;
  sum[0] = firstMs;
  for (let bin = 0; bin < bins; bin += 1) {
    const [before, after] = [left[bin] ?? 0, Math.max(1e-9, (left[bin] ?? 0) - (mass[bin] ?? 0) / whole)];
    left[bin + 1] = after;
    sum[bin + 1] = (sum[bin] ?? 0) + ((edgeMs(bin + 1) - edgeMs(bin)) * (before + after)) / 2;
  }
  /** Between two kept ages the chance falls in a straight line; past the last it stays. */
  const look = (ageMs: number): [left: number, sum: number] => {
    if (ageMs <= firstMs) return [1, Math.max(0, ageMs)];
    const bin = Math.min(bins - 1, Math.floor(binOf(ageMs)));
    const [startMs, endMs] = [edgeMs(bin), edgeMs(bin + 1)];
    const [before, after] = [left[bin] ?? 0, left[bin + 1] ?? 0];
    const here = before + (after - before) * Math.min(1, (ageMs - startMs) / (endMs - startMs));
    return [here, (sum[bin] ?? 0) + ((ageMs - startMs) * (before + here)) / 2];
  };
  return { leftAt: (ageMs) => look(ageMs)[0], sumTo: (ageMs) => look(ageMs)[1] };
}

/** The place of an age among the bins, with its fraction. */
function binOf(ageMs: number): number {
  return Math.log(Math.max(ageMs, firstMs) / firstMs) / growth;
}

function edgeMs(place: number): number {
  return firstMs * Math.exp(place * growth);
}
