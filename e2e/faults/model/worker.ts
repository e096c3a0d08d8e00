/** What processes do by themselves: claims, paid calls and polls up to the moment of asking, crashes, sweeps, time. */
import assert from "node:assert/strict";
import type { JobRow } from "#lib/server/database/tables.ts";
import type { CreateOutcome, QueryOutcome } from "#lib/server/relay/outcome.ts";
import { claimCreateStep, createStep } from "#lib/server/worker/create-step.ts";
import { claimPollStep, pollStep } from "#lib/server/worker/poll-step.ts";
import { claimSaveStep } from "#lib/server/worker/save-step.ts";
import { untilAsking } from "./asking.ts";
import type { Book, Told } from "./book.ts";
import { type Happening, processAt, told } from "./command.ts";
import { crash, depsOf, type Process, type World } from "./world.ts";

/** The documented lease of a paid call. */
const createLeaseMs = 150_000;
/** Later than this after its claim, a call is not begun. */
const tooLateMs = 11_000;

/** How a paid call goes on after its claim; `dies` means: the step is never heard of again. */
export type Manner = "at once" | "too late" | "stopping" | "dies";
const running = new AbortController().signal;
const stopped = AbortSignal.abort();

export function calls(at: number, manner: Manner): Happening {
  return {
    name: `call in process ${at}${manner === "at once" ? "" : ` (${manner})`}`,
    act: async (book, world) => {
      const process = processAt(world, at);
      const row = await claimCreateStep(depsOf(process.store, {}));
      if (row === null) return;
      const fault = claimed(book, world, row);
      await goesOn(world, process, told(book, row.id), row, manner);
      // Said last, so that the relay's books hold the call by then.
      assert.equal(fault, null);
    },
  };
}

/** Two claims at the same moment, in different processes where there are two. */
export function callsTwice(): Happening {
  return {
    name: "two calls at once",
    act: async (book, world) => {
      const both = [processAt(world, 0), processAt(world, 1)];
      const rows = await Promise.all(both.map(({ store }) => claimCreateStep(depsOf(store, {}))));
      // All are told first, because the second claim stands while the first call goes on.
      const faults = rows.map((row) => (row === null ? null : claimed(book, world, row)));
      for (const [index, process] of both.entries()) {
        const row = rows[index] ?? null;
        if (row !== null) await goesOn(world, process, told(book, row.id), row, "at once");
      }
      assert.deepEqual(faults, [null, null]);
    },
  };
}

/** @returns what was wrong with taking this job for a call */
function claimed(book: Book, { store }: World, row: JobRow): string | null {
  const job = told(book, row.id);
  const fault = faultOf(book, job);
  job.status = "submitting";
  job.claim = {};
  job.claims += 1;
  job.calledAtMs = store.now();
  job.leaseEndsMs = store.now() + createLeaseMs;
  return fault;
}

function faultOf({ isStopped }: Book, { status, isTrashed }: Told): string | null {
  if (isStopped) return "a call begins although calls are stopped";
  if (status !== "queued") return `a call begins for a job that is ${status}`;
  return isTrashed ? "a call begins for a job in the trash" : null;
}

async function goesOn(world: World, process: Process, job: Told, row: JobRow, manner: Manner): Promise<void> {
  if (manner === "dies") return;
  if (manner === "too late") world.store.pass(tooLateMs);
  const begun = await untilAsking<CreateOutcome>((ask) =>
    createStep(depsOf(process.store, { createVideo: ask }), row, manner === "stopping" ? stopped : running),
  );
  assert.equal(begun.thrown, null);
  if (manner !== "at once") {
    assert.equal(begun.asked, null, "a call was begun that must not be any more");
    job.status = "queued";
    return;
  }
  assert.ok(begun.asked && job.claim, "the call was not begun");
  const call = { jobId: job.id, atMs: world.store.now(), isCharged: true };
  world.calls.push(call);
  world.callTimesMs.push(call.atMs);
  process.pending.creates.push({ jobId: job.id, claim: job.claim, call, asked: begun.asked });
}

export function polls(at: number): Happening {
  return {
    name: `poll in process ${at}`,
    act: async (book, world) => {
      const process = processAt(world, at);
      const row = await claimPollStep(depsOf(process.store, {}));
      if (row === null) return;
      const job = told(book, row.id);
      assert.equal(job.status, "running", "a poll of a job that is not running");
      const claim = {};
      job.claim = claim;
      const { id, status, relayId } = job;
      const asks = (ask: () => Promise<QueryOutcome>) => (asked: string) => {
        assert.equal(asked, relayId, "a poll with another id");
        return ask();
      };
      const begun = await untilAsking<QueryOutcome>((ask) =>
        pollStep(depsOf(process.store, { queryVideo: asks(ask) }), row),
      );
      assert.ok(begun.asked, String(begun.thrown));
      world.callTimesMs.push(world.store.now());
      process.pending.queries.push({ jobId: id, claim, status, relayId: relayId ?? "", asked: begun.asked });
    },
  };
}

export function savesBegin(at: number): Happening {
  return {
    name: `download in process ${at}`,
    act: async (book, world) => {
      const process = processAt(world, at);
      const row = await claimSaveStep(depsOf(process.store, {}));
      if (row === null) return;
      const job = told(book, row.id);
      assert.equal(job.status, "succeeded", "a download for a job that has no video");
      assert.ok(!job.isKept, "a kept video is fetched again");
      const claim = {};
      job.claim = claim;
      process.pending.saves.push({ jobId: job.id, claim, row });
    },
  };
}

export function crashes(at: number): Happening {
  return {
    name: `process ${at} dies`,
    act: async (book, world) => {
      await crash(world, processAt(world, at));
      if (world.store.kind === "sqlite") for (const job of submitting(book)) job.status = "unknown";
    },
  };
}

export function sweeps(at: number): Happening {
  return {
    name: `process ${at} sweeps`,
    act: async (book, world) => {
      await world.recovery.afterLease(processAt(world, at).store);
      for (const job of submitting(book)) if (job.leaseEndsMs <= world.store.now()) job.status = "unknown";
    },
  };
}

function submitting({ jobs }: Book): Told[] {
  return [...jobs.values()].filter(({ status }) => status === "submitting");
}

export function passes(name: string, ms: number): Happening {
  return {
    name: `${name} pass`,
    act: async (_book, { store }) => store.pass(ms),
  };
}
