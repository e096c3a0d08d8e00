/** What a page's poll brings while jobs run: only what has changed may travel. The floor is the list read anew each time. */
import { setTimeout as sleep } from "node:timers/promises";
import { type JobChanges, jobChangesSchema, jobPageSchema, jobsReplySchema } from "#lib/job.ts";
import { root } from "../launch/run.mjs";
import type { Bench, Measurement } from "./bench.ts";
import { startServer } from "./server.ts";
import type { Row } from "./table.ts";

export const changes: Measurement = { name: "changes", measure };

const active = 20;
const polls = 10;
/** As the page polls while something moves. */
const pollMs = 2_000;
const prompt = "#slow A paper boat drifts along a rain-filled gutter at dusk, low camera, soft light, slow zoom.";

async function measure({ data }: Bench): Promise<Row[]> {
  await using server = await startServer(root, { DATA_DIR: data.changes });
  const page = async () => ask(`${server.url}/api/jobs?limit=30`);
  let { version } = jobPageSchema.parse(JSON.parse(await page()));
  await submitActive(server.url);
  const poll = async () => {
    const text = await ask(`${server.url}/api/jobs/changes?since=${version}`);
    const told = jobChangesSchema.parse(JSON.parse(text));
    version = told.version;
    return { told, bytes: Buffer.byteLength(text) };
  };
  while (!isRunning((await poll()).told)) await sleep(200);
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < polls; round += 1) {
    await sleep(pollMs);
    const { told, bytes } = await poll();
    if (!isRunning(told)) throw new Error("A job ended before it was polled often enough");
    ours.push(bytes);
    floor.push(Buffer.byteLength(await page()));
  }
  const what = `Largest poll of a page with ${active} running jobs (floor: the list anew)`;
  const goal = { kind: "at most in all", amount: 5 } as const;
  return [{ what, ours: Math.max(...ours) / 1_000, floor: Math.max(...floor) / 1_000, unit: "KB", goal }];
}

function isRunning({ counts }: JobChanges): boolean {
  return counts.running === active;
}

async function submitActive(url: string): Promise<void> {
  const body = JSON.stringify({ prompts: Array(active).fill(prompt), aspect_ratio: "3:2", size: "720P", images: [] });
  const text = await ask(`${url}/api/jobs`, { method: "POST", headers: { "content-type": "application/json" }, body });
  if (jobsReplySchema.parse(JSON.parse(text)).jobs.length !== active) throw new Error("Not all jobs were taken");
}

async function ask(url: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}: ${text}`);
  return text;
}
