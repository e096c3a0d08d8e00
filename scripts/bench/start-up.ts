/** How long a start takes, until the server answers for itself. */
import { root } from "../launch/run.mjs";
import type { Bench, Measurement } from "./bench.ts";
import { inTurn, median } from "./numbers.ts";
import { startServer } from "./server.ts";
import type { Row } from "./table.ts";

export const startUp: Measurement = { name: "start-up", measure };

const starts = 5;

async function measure({ data, bareApp }: Bench): Promise<Row[]> {
  const { ours, floor } = await inTurn(
    starts,
    () => timed(root, { DATA_DIR: data.small }),
    () => timed(bareApp),
  );
  return [{ what: "Start until the first healthy answer", ours: median(ours), floor: median(floor), unit: "ms" }];
}

async function timed(folder: string, settings?: Readonly<Record<string, string>>): Promise<number> {
  await using server = await startServer(folder, settings);
  return server.startUpMs;
}
