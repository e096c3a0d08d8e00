/**
 * Submissions and the memory they take, beside a handler that does nothing. The app is as people run it: demo mode, its
 * worker busy with what comes in, and every job on the disk before its answer.
 */
import { root } from "../launch/run.mjs";
import type { Bench, Measurement } from "./bench.ts";
import { submissions } from "./load.ts";
import { inTurn, medians } from "./numbers.ts";
import { type BenchServer, startServer } from "./server.ts";
import type { Row } from "./table.ts";

export const submission: Measurement = { name: "submissions", measure };

const rounds = 5;
const inWarmUp = 1_500;
const inRound = 3_000;

async function measure({ data, bareApp }: Bench): Promise<Row[]> {
  await using app = await startServer(root, { DATA_DIR: data.empty });
  await using bare = await startServer(bareApp);
  await submissions(app.url, inWarmUp);
  await submissions(bare.url, inWarmUp);
  const warm = { ours: megabytes(app), floor: megabytes(bare) };
  const bursts = await inTurn(
    rounds,
    () => burstAndMemory(app),
    () => burstAndMemory(bare),
  );
  return [
    {
      what: "`POST /api/jobs`, 10 connections",
      ...medians(bursts, "perSecond"),
      unit: "/s",
      goal: { kind: "at least", ratio: 0.5 },
    },
    { what: "The same, p50", ...medians(bursts, "p50Ms"), unit: "ms" },
    { what: "The same, p99", ...medians(bursts, "p99Ms"), unit: "ms" },
    memoryRow(`Memory after ${inWarmUp.toLocaleString("en-US")} submissions`, warm),
    memoryRow(`Memory, highest after ${rounds} x ${inRound.toLocaleString("en-US")} more`, {
      ours: Math.max(...bursts.ours.map((burst) => burst.memoryMb)),
      floor: Math.max(...bursts.floor.map((burst) => burst.memoryMb)),
    }),
  ];
}

async function burstAndMemory(server: BenchServer) {
  const burst = await submissions(server.url, inRound);
  return { ...burst, memoryMb: megabytes(server) };
}

function memoryRow(what: string, megabytesUsed: Pick<Row, "ours" | "floor">): Row {
  return { what, ...megabytesUsed, unit: "MB", goal: { kind: "at most", ratio: 1.5 } };
}

function megabytes(server: BenchServer): number {
  return server.residentBytes() / 1_000_000;
}
