/** What people do, through the functions that the routes call. */
import assert from "node:assert/strict";
import { can } from "#lib/job.ts";
import { cancel, restore, ruledNotCreated, trash } from "#lib/server/jobs/decisions.ts";
import { setPaused } from "#lib/server/jobs/dispatch.ts";
import { retry, submit, type Submitted } from "#lib/server/jobs/submit.ts";
import { catFish } from "#lib/server/jobs/testing.ts";
import type { QueryOutcome } from "#lib/server/relay/outcome.ts";
import { checkNow, settleCreated } from "#lib/server/worker/check.ts";
import { untilAsking } from "./asking.ts";
import { type Book, tell } from "./book.ts";
import { assertProblem, type Happening, jobAt, processAt, refused } from "./command.ts";
import { depsOf, newRelayId } from "./world.ts";

const person = "ada";

/** `isTwice`: the browser sends it twice at once, which only the key makes one submission. */
export interface Press {
  key: string | null;
  prompt: string;
  count: number;
  isTwice: boolean;
}

export function submits({ key, prompt, count, isTwice }: Press): Happening {
  const name = `submit ${prompt} x${count}${key === null ? "" : ` with ${key}`}${isTwice ? " twice" : ""}`;
  return {
    name,
    act: async (book, { store }) => {
      const press = () => submit(store, { ...catFish, prompt, count }, { person, key });
      const request = `submit ${prompt} ${count}`;
      const isBoth = isTwice && key !== null;
      await intended(
        book,
        key,
        request,
        () => (isBoth ? bothAtOnce(press) : press()),
        () => prompt,
      );
    },
  };
}

/** Waits for both, also where one is refused: the other must not go on into the next run. */
async function bothAtOnce(press: () => Promise<Submitted>): Promise<Submitted> {
  const ends = await Promise.allSettled([press(), press()]);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  const answers = ends.flatMap((end) => (end.status === "fulfilled" ? end.value : []));
  const [first, second] = answers.toSorted((one, other) => Number(one.isReplay) - Number(other.isReplay));
  assert.ok(first && second?.isReplay, "a press that was sent twice made jobs twice");
  assert.deepEqual(idsOf(second), idsOf(first));
  return first;
}

/** The same key and request are the same jobs for ever; another request under a used key is refused. */
async function intended(
  book: Book,
  key: string | null,
  request: string,
  doing: () => Promise<Submitted>,
  promptOf: () => string,
): Promise<boolean> {
  const known = key === null ? undefined : book.keys.get(key);
  if (known !== undefined && known.request !== request) {
    await refused("intent_mismatch", doing());
    return false;
  }
  const answer = await doing();
  assert.equal(answer.isReplay, known !== undefined, "whether it is a replay");
  if (known !== undefined) {
    assert.deepEqual(idsOf(answer), known.ids, "the jobs of a key");
    return false;
  }
  for (const id of idsOf(answer)) tell(book, id, promptOf());
  if (key !== null) book.keys.set(key, { request, ids: idsOf(answer) });
  return true;
}

const idsOf = ({ jobs }: Submitted) => jobs.map(({ id }) => id).toSorted();

export function retries(pick: number, acceptsRisk: boolean, key: string | null): Happening {
  return {
    name: `submit job ${pick} again${acceptsRisk ? " at a risk" : ""}${key === null ? "" : ` with ${key}`}`,
    act: async (book, { store }) => {
      const old = jobAt(book, pick);
      if (old === null) return;
      const again = () => retry(store, old.id, acceptsRisk, { person, key });
      const isNew = key === null || !book.keys.has(key);
      if (isNew && !can("retry", { status: old.status, relay_id: null })) return refused("not_retryable", again());
      if (isNew && old.status === "unknown" && !acceptsRisk) return refused("risk_not_accepted", again());
      const isMade = await intended(book, key, `retry ${old.id} ${acceptsRisk}`, again, () => old.prompt);
      if (!isMade || old.status !== "unknown") return;
      old.status = "failed";
      old.backing = "a person submitted it again";
      old.rulings.push(person);
    },
  };
}

export function cancels(pick: number): Happening {
  return {
    name: `cancel job ${pick}`,
    act: async (book, { store }) => {
      const job = jobAt(book, pick);
      if (job === null) return;
      if (job.status !== "queued") return refused("not_queued", cancel(store, job.id, person));
      await cancel(store, job.id, person);
      job.status = "canceled";
    },
  };
}

export function trashes(pick: number): Happening {
  return {
    name: `trash job ${pick}`,
    act: async (book, { store }) => {
      const job = jobAt(book, pick);
      if (job === null) return;
      await trash(store, job.id, person);
      job.isTrashed = true;
      if (job.status === "queued") job.status = "canceled";
    },
  };
}

export function restores(pick: number): Happening {
  return {
    name: `restore job ${pick}`,
    act: async (book, { store }) => {
      const job = jobAt(book, pick);
      if (job === null) return;
      await restore(store, job.id, person);
      job.isTrashed = false;
    },
  };
}

export function pauses(isPaused: boolean): Happening {
  return {
    name: isPaused ? "pause" : "resume",
    act: async (book, { store }) => {
      await setPaused(store, isPaused);
      book.isStopped = isPaused;
    },
  };
}

export function rulesNotCreated(pick: number): Happening {
  return {
    name: `job ${pick} was not created`,
    act: async (book, { store }) => {
      const job = jobAt(book, pick);
      if (job === null) return;
      if (job.status !== "unknown") return refused("not_unknown", ruledNotCreated(store, job.id, person));
      await ruledNotCreated(store, job.id, person);
      job.status = "failed";
      job.backing = "a person looked";
      job.rulings.push(person);
    },
  };
}

/** Begins to ask; the answer comes when it comes. */
export function checks(at: number, pick: number): Happening {
  return {
    name: `check job ${pick} again in process ${at}`,
    act: async (book, world) => {
      const [job, process] = [jobAt(book, pick), processAt(world, at)];
      if (job === null) return;
      const begun = await untilAsking<QueryOutcome>((ask) =>
        checkNow(depsOf(process.store, { queryVideo: ask }), job.id, person),
      );
      if (begun.asked === null) {
        const isAskable = can("check", { status: job.status, relay_id: job.relayId });
        if (begun.thrown === null) assert.equal(job.status, "succeeded", "only a video on its way is not asked about");
        else assertProblem(begun.thrown, isAskable ? "budget_spent" : "not_checkable");
        return;
      }
      job.claim = {};
      world.callTimesMs.push(world.store.now());
      const { claim, status, relayId, id } = job;
      process.pending.queries.push({ jobId: id, claim, status, relayId: relayId ?? "", asked: begun.asked });
    },
  };
}

/** @param ofOther the id of another job, when there is one that has an id */
export function pastesId(at: number, pick: number, ofOther: boolean): Happening {
  return {
    name: `paste ${ofOther ? "another job's" : "a"} relay id for job ${pick} in process ${at}`,
    act: async (book, world) => {
      const [job, process] = [jobAt(book, pick), processAt(world, at)];
      if (job === null) return;
      const relayId = (ofOther && idOfOther(book, job.id)) || newRelayId(world);
      const begun = await untilAsking<QueryOutcome>((ask) =>
        settleCreated(depsOf(process.store, { queryVideo: ask }), job.id, relayId, person),
      );
      if (begun.asked === null) {
        assertProblem(begun.thrown, job.status === "unknown" ? "budget_spent" : "not_unknown");
        return;
      }
      world.callTimesMs.push(world.store.now());
      process.pending.queries.push({ jobId: job.id, claim: null, status: job.status, relayId, asked: begun.asked });
    },
  };
}

export function idOfOther(book: Book, jobId: string): string | null {
  return [...book.jobs.values()].find(({ id, relayId }) => id !== jobId && relayId !== null)?.relayId ?? null;
}
