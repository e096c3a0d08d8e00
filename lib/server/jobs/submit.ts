/**
 * A person's intent becomes jobs: intent, rows and events in one transaction, answered before any outside call. The same
 * key and request are the same jobs for ever, so a click that the browser sends twice is one submission.
 */
import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import { type Job, type Submission, can } from "#lib/job.ts";
import { Problem } from "#lib/problem.ts";
import { promptsOf } from "#lib/submission.ts";
import { folded } from "#lib/folded.ts";
import type { Store } from "../database/store.ts";
import type { JobRow, Tables } from "../database/tables.ts";
import { expectRoomIn } from "../people/caps.ts";
import { addEvents, type EventDetail, moveIn } from "./move.ts";
import { imagesOf, isId, newId, toJob } from "./row.ts";

export interface Intent {
  /** Who asks; null where nobody signs in. */
  person: string | null;
  /** The form's `Idempotency-Key`; null makes every call an intent of its own. */
  key: string | null;
}

export interface Submitted {
  jobs: Job[];
  /** True when this intent had been accepted before and nothing new was made. */
  isReplay: boolean;
}

export type FullSubmission = Submission & { model: string };

/** @throws {Problem} `intent_mismatch` when the key was used for another request; `cap_reached` */
export async function submit(store: Store, submission: FullSubmission, intent: Intent): Promise<Submitted> {
  const { prompt, prompts, aspect_ratio, size, images, model, count = 1 } = submission;
  // Line by line and take by take: ids are ordered, and of jobs that are due at once the smallest id goes first.
  const asked = promptsOf(submission).flatMap((line) =>
    Array.from({ length: count }, () => ({ id: newId(), prompt: line })),
  );
  const ids = asked.map(({ id }) => id);
  // In this order, so that the same request has the same text however it was put together.
  const request = { submit: { prompt, prompts, aspect_ratio, size, images, model, count } };
  return withIntent(store, intent, request, ids, (tx) => insertJobs(store, tx, asked, submission, intent));
}

/**
 * A new job of the same request. For an unknown job this may be charged twice, so it needs `acceptsRisk`, and closes the
 * old one with the person's name.
 * @throws {Problem} `not_found`, `not_retryable`, `risk_not_accepted`, `intent_mismatch`, `cap_reached`
 */
export async function retry(store: Store, id: string, acceptsRisk: boolean, intent: Intent): Promise<Submitted> {
  if (!isId(id)) throw new Problem("not_found", "There is no such job");
  const newJobId = newId();
  return withIntent(store, intent, { retry: id, acceptsRisk }, [newJobId], async (tx) => {
    const old = await tx.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirst();
    if (old === undefined) throw new Problem("not_found", "There is no such job");
    if (!can("retry", old)) throw new Problem("not_retryable", `A job that is ${old.status} cannot be submitted again`);
    const asked = [{ id: newJobId, prompt: old.prompt }];
    const made = await insertJobs(store, tx, asked, { ...old, images: imagesOf(old) }, intent, old.id);
    if (old.status === "unknown") await closeUnknown(store, tx, old, newJobId, acceptsRisk, intent.person);
    return made;
  });
}

async function closeUnknown(
  store: Store,
  tx: Transaction<Tables>,
  old: JobRow,
  newJobId: string,
  acceptsRisk: boolean,
  person: string | null,
): Promise<void> {
  if (!acceptsRisk) {
    throw new Problem(
      "risk_not_accepted",
      "Nobody knows whether the first call was charged. To submit again knowing that it may be charged twice, send accept_risk: true",
    );
  }
  const closed = await moveIn(store, tx, {
    id: old.id,
    from: ["unknown"],
    to: "failed",
    set: {
      due_at: null,
      failure_code: "submitted_again",
      failure_message: "Its outcome stayed unknown, and it was submitted again as a new job.",
      failure_charged: "unknown",
      finished_at: store.now(),
    },
    event: { type: "resolved", actor: person, detail: { outcome: "submitted_again", job_id: newJobId } },
  });
  if (closed === null) throw new Problem("not_retryable", "The job has changed meanwhile; look at it again");
}

async function withIntent(
  store: Store,
  intent: Intent,
  request: object,
  ids: readonly string[],
  make: (tx: Transaction<Tables>) => Promise<JobRow[]>,
): Promise<Submitted> {
  const fingerprint = fingerprintOf(request);
  return store.write(async (tx) => {
    const known = await claimIntent(store, tx, intent, fingerprint, ids);
    if (known !== null) return { jobs: await jobsById(store, tx, known), isReplay: true };
    const rows = await make(tx);
    return { jobs: rows.map((row) => toJob(row, store.now())), isReplay: false };
  });
}

/** @returns the jobs that this intent made before, or null when it is new and now ours */
async function claimIntent(
  store: Store,
  tx: Transaction<Tables>,
  intent: Intent,
  fingerprint: string,
  ids: readonly string[],
): Promise<string[] | null> {
  if (intent.key === null) return null;
  const person = intent.person ?? "";
  const inserted = await tx
    .insertInto("intents")
    .values({ person, key: intent.key, fingerprint, job_ids: JSON.stringify(ids), created_at: store.now() })
    .onConflict((conflict) => conflict.columns(["person", "key"]).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return null;
  const known = await tx
    .selectFrom("intents")
    .selectAll()
    .where("person", "=", person)
    .where("key", "=", intent.key)
    .executeTakeFirstOrThrow();
  if (known.fingerprint !== fingerprint) {
    throw new Problem("intent_mismatch", "This Idempotency-Key was used for another request");
  }
  return JSON.parse(known.job_ids);
}

function fingerprintOf(request: object): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("hex");
}

async function jobsById(store: Store, tx: Transaction<Tables>, ids: readonly string[]): Promise<Job[]> {
  const rows = await tx.selectFrom("jobs").selectAll().where("id", "in", ids).orderBy("id").execute();
  return rows.map((row) => toJob(row, store.now()));
}

async function insertJobs(
  store: Store,
  tx: Transaction<Tables>,
  asked: readonly { id: string; prompt: string }[],
  settings: Pick<FullSubmission, "model" | "aspect_ratio" | "size" | "images">,
  intent: Intent,
  retryOf: string | null = null,
): Promise<JobRow[]> {
  await expectRoomIn(store, tx, intent.person, asked.length);
  const now = store.now();
  const given = {
    model: settings.model,
    aspect_ratio: settings.aspect_ratio,
    size: settings.size,
    images: JSON.stringify(settings.images),
    status: "queued",
    due_at: now,
    retry_of: retryOf,
    batch_id: asked.length > 1 ? newId() : null,
    created_by: intent.person,
    created_at: now,
    updated_at: now,
  } as const;
  const rows = asked.map(({ id, prompt }) => ({ id, prompt, folded_prompt: folded(prompt), ...given }));
  await tx.insertInto("jobs").values(rows).execute();
  const detail: EventDetail = retryOf === null ? {} : { retry_of: retryOf };
  const ids = asked.map(({ id }) => id);
  await addEvents(store, tx, ids, { type: "queued", actor: intent.person, detail });
  return rows.map((row) => ({ ...untouched, ...row }));
}

/** The columns that a new job leaves to the table's defaults, so that a fresh row need not be read back. */
const untouched = {
  fence: 0,
  attempts: 0,
  busy_count: 0,
  unreached_count: 0,
  waiting_reason: null,
  waiting_message: null,
  relay_id: null,
  relay_status: null,
  relay_seen_at: null,
  asked_at: null,
  progress: null,
  missing_count: 0,
  urlless_since: null,
  failure_code: null,
  failure_message: null,
  failure_charged: null,
  media_state: "none",
  source_url: null,
  thumbnail_url: null,
  media_tries: 0,
  media_links: 0,
  media_bytes: null,
  media_type: null,
  media_error: null,
  poster_type: null,
  keep_until: null,
  removed_at: null,
  has_leftovers: 0,
  starred: 0,
  trashed_at: null,
  submitted_at: null,
  finished_at: null,
  changed_in: 0,
  told_in: 0,
} as const;
