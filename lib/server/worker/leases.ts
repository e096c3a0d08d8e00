/**
 * How long a claim holds its row. When an instance dies, what it held comes due by itself after this; until then nobody
 * else touches it. So a lease is longer than its work ever takes, and as short as that allows.
 */
export interface Leases {
  /** Of a paid call, beyond the timeout of its headers: 10 s to begin, and time to read and record the answer. */
  createMarginMs: number;
  /** A query takes 20 s at most. */
  pollMs: number;
  /** Of a download, renewed while it goes on. */
  saveMs: number;
  /** How often calls without an end are looked for, each of which is unknown once its lease has run out. */
  sweepEveryMs: number;
}

export const leases: Leases = { createMarginMs: 30_000, pollMs: 30_000, saveMs: 60_000, sweepEveryMs: 5_000 };
