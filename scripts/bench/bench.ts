/** What the measurements work with. */
import type { Row } from "./table.ts";

export interface Bench {
  /** The folder of the built bare app. */
  bareApp: string;
  /** Data folders of the app. */
  data: { empty: string; changes: string; small: string; middle: string; big: string };
}

export const jobsIn = { small: 100, middle: 500, big: 100_000 } as const;

export interface Measurement {
  /** Said while it runs. */
  name: string;
  measure: (bench: Bench) => Promise<Row[]>;
}
