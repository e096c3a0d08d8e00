/**
 * What the promise says about every job, kept without looking at the database: what was acknowledged, where each job may
 * stand now, what was paid, and on whose word it failed. The judge holds the database against it after every command.
 */
import assert from "node:assert/strict";
import type { JobStatus } from "#lib/job.ts";
import type { JobRow } from "#lib/server/database/tables.ts";
import { callsPerMinute, type Call, type World } from "./world.ts";

export interface Told {
  readonly id: string;
  readonly prompt: string;
  status: JobStatus;
  isTrashed: boolean;
  /** The last claim of the row: only what it brings may still change the job. */
  claim: object | null;
  claims: number;
  calledAtMs: number;
  leaseEndsMs: number;
  relayId: string | null;
  /** The relay's word, a proof, or a person: what a failure rests on. */
  backing: string | null;
  /** Who ruled, in order. */
  rulings: string[];
  /** How often it was put back, and for which reason. */
  busy: number;
  unreached: number;
  missingInARow: number;
  urlMissingSinceMs: number | null;
  isKept: boolean;
}

export interface Book {
  jobs: Map<string, Told>;
  keys: Map<string, { request: string; ids: readonly string[] }>;
  /** No call goes out until a person says so: a person stopped them, or the relay said what only a person can mend. */
  isStopped: boolean;
}

export const emptyBook = (): Book => ({ jobs: new Map(), keys: new Map(), isStopped: false });

/** An acknowledged submission. */
export function tell(book: Book, id: string, prompt: string): void {
  book.jobs.set(id, {
    id,
    prompt,
    status: "queued",
    isTrashed: false,
    claim: null,
    claims: 0,
    calledAtMs: 0,
    leaseEndsMs: 0,
    relayId: null,
    backing: null,
    rulings: [],
    busy: 0,
    unreached: 0,
    missingInARow: 0,
    urlMissingSinceMs: null,
    isKept: false,
  });
}

/** The money alone: no job has two calls that may have been charged. */
export function judgeCharges(calls: readonly Call[]): void {
  const charged = new Map<string, number>();
  for (const { jobId, isCharged } of calls) {
    if (isCharged) charged.set(jobId, (charged.get(jobId) ?? 0) + 1);
  }
  for (const [id, times] of charged) assert.ok(times <= 1, `job ${id} was paid for ${times} times`);
}

/** All of it. */
export async function judge(world: World, book: Book): Promise<void> {
  judgeCharges(world.calls);
  judgeBudget(world);
  const rows = await world.store.db.selectFrom("jobs").selectAll().execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const told of book.jobs.values()) {
    const row = byId.get(told.id);
    assert.ok(row, `the acknowledged job ${told.id} is lost`);
    judgeRow(told, row);
    const isPaid = world.calls.some((call) => call.jobId === told.id && call.isCharged);
    assert.ok(row.status !== "canceled" || !isPaid, `the canceled job ${told.id} was paid for`);
    assert.ok(row.status !== "queued" || !isPaid, `the paid job ${told.id} waits to be paid for again`);
  }
  assert.equal(rows.length, book.jobs.size, "a job that nobody asked for");
  const relayIds = rows.flatMap((row) => row.relay_id ?? []);
  assert.equal(new Set(relayIds).size, relayIds.length, "two jobs have one relay id");
  assert.ok(rows.filter((row) => row.status === "submitting").length <= 2, "more than two paid calls at a time");
}

function judgeRow(told: Told, row: JobRow): void {
  assert.equal(row.status, told.status, `the status of job ${told.id}`);
  assert.equal(row.prompt, told.prompt, `the request of job ${told.id}`);
  assert.equal(row.relay_id, told.relayId, `the relay id of job ${told.id}`);
  assert.equal(row.trashed_at !== null, told.isTrashed, `whether job ${told.id} is in the trash`);
  assert.equal(row.failure_code !== null, row.status === "failed" || row.status === "unknown", "a failure's reason");
  if (row.status === "failed") assert.ok(told.backing !== null, `job ${told.id} failed on nobody's word`);
  if (row.status === "running") assert.ok(row.due_at !== null, `nobody will ask about the running job ${told.id}`);
  if (row.status === "queued") assert.ok(row.due_at !== null, `nobody will take the queued job ${told.id}`);
  if (told.isKept) assert.equal(row.media_state, "saved", `the kept video of job ${told.id}`);
  if (row.status !== "succeeded") assert.equal(row.media_state, "none", `a video of job ${told.id}, which has none`);
}

function judgeBudget({ callTimesMs, store }: World): void {
  const lately = callTimesMs.filter((atMs) => atMs > store.now() - 60_000).length;
  assert.ok(lately <= callsPerMinute, `${lately} calls within a minute`);
}

/** The history of a run, read once it is over: every claim is an event, every ruling names who ruled. */
export async function judgeHistory(world: World, book: Book): Promise<void> {
  for (const told of book.jobs.values()) {
    const events = await world.store.db
      .selectFrom("job_events")
      .selectAll()
      .where("job_id", "=", told.id)
      .orderBy("id")
      .execute();
    assert.equal(events[0]?.type, "queued");
    const begun = events.filter(({ type }) => type === "submitting").length;
    assert.equal(begun, told.claims, `the calls in the history of job ${told.id}`);
    const rulings = events.filter(({ type }) => type === "resolved").map(({ actor }) => actor);
    assert.deepEqual(rulings, told.rulings, `who ruled on job ${told.id}`);
  }
}
