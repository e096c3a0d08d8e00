/**
 * A clock on which leases and the budget's minutes pass faster, so that tests wait seconds for what takes minutes, with
 * the leases of production. The same on every process of this machine.
 */
export interface FastClock {
  speed: number;
  sinceMs: number;
}

export function startClock(speed: number): FastClock {
  return { speed, sinceMs: Date.now() };
}

export function timeOn({ speed, sinceMs }: FastClock, atMs = Date.now()): number {
  return Math.floor(sinceMs + (atMs - sinceMs) * speed);
}
