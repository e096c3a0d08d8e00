/** Chance that is the same in every run: what differs between two tables is then the policy. */

export type Chance = () => number;

/** Evenly from 0 to 1 (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function between(from: number, to: number, draw: Chance): number {
  return from + (to - from) * draw();
}

/** The logarithm is spread like a bell, which is how durations of work usually lie. */
export function lognormal(median: number, sigma: number, draw: Chance): number {
  const bell = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  return median * Math.exp(sigma * bell);
}
