/** What people decide about a job: cancel, settle an unknown outcome, star, trash and restore. */
import type { Job } from "#lib/job.ts";
import { Problem } from "#lib/problem.ts";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { addEvents, move, moveIn } from "./move.ts";
import { isId, toJob } from "./row.ts";

/** @throws {Problem} `not_found` */
export async function rowById(store: Store, id: string): Promise<JobRow> {
  const row = isId(id)
    ? await store.db.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirst()
    : undefined;
  if (row === undefined) throw new Problem("not_found", "There is no such job");
  return row;
}

/** Only while it is certain that nothing was sent. @throws {Problem} `not_found`, `not_queued` */
export async function cancel(store: Store, id: string, person: string | null): Promise<Job> {
  const row = await rowById(store, id);
  const canceled = await move(store, canceledMove(store, row.id, person));
  if (canceled === null) throw new Problem("not_queued", "Only a job that is still queued can be canceled");
  return toJob(canceled, store.now());
}

/**
 * A person found the job in the relay's console. The caller has had its id confirmed by a query.
 * @throws {Problem} `not_unknown`, `relay_id_taken`
 */
export async function ruledCreated(store: Store, id: string, relayId: string, person: string | null): Promise<Job> {
  const row = await store.write(async (tx) => {
    const other = await tx.selectFrom("jobs").select("id").where("relay_id", "=", relayId).executeTakeFirst();
    if (other !== undefined && other.id !== id) {
      throw new Problem("relay_id_taken", "Another job has this relay id", { relay_id: `belongs to job ${other.id}` });
    }
    return moveIn(store, tx, {
      id,
      from: ["unknown"],
      to: "running",
      set: {
        relay_id: relayId,
        due_at: store.now(),
        // Another task than the one that was asked about before, if there was one.
        missing_count: 0,
        urlless_since: null,
        finished_at: null,
        failure_code: null,
        failure_message: null,
        failure_charged: null,
      },
      event: { type: "resolved", actor: person, detail: { outcome: "created", relay_id: relayId } },
    });
  });
  if (row === null) throw notUnknown();
  return toJob(row, store.now());
}

/** A person looked and found nothing. @throws {Problem} `not_found`, `not_unknown` */
export async function ruledNotCreated(store: Store, id: string, person: string | null): Promise<Job> {
  await rowById(store, id);
  const row = await move(store, {
    id,
    from: ["unknown"],
    to: "failed",
    set: {
      due_at: null,
      failure_code: "not_created",
      failure_message: "It was looked up and had not been created.",
      failure_charged: "no",
      finished_at: store.now(),
    },
    event: { type: "resolved", actor: person, detail: { outcome: "not_created" } },
  });
  if (row === null) throw notUnknown();
  return toJob(row, store.now());
}

export function notUnknown(): Problem {
  return new Problem("not_unknown", "Only a job whose outcome is unknown can be settled");
}

/** Out of sight. A queued job is canceled with it; one that was paid for goes on and its video is kept. */
export async function trash(store: Store, id: string, person: string | null): Promise<void> {
  await rowById(store, id);
  await store.write(async (tx) => {
    // The mark comes first: it makes a call that ends meanwhile wait, and then either sees the other's work.
    const { numUpdatedRows } = await tx
      .updateTable("jobs")
      .set({ trashed_at: store.now(), updated_at: store.now() })
      .where("id", "=", id)
      .where("trashed_at", "is", null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await addEvents(store, tx, [id], { type: "trashed", actor: person });
    await moveIn(store, tx, canceledMove(store, id, person));
  });
}

export async function restore(store: Store, id: string, person: string | null): Promise<Job> {
  await rowById(store, id);
  await store.write(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable("jobs")
      .set({ trashed_at: null, updated_at: store.now() })
      .where("id", "=", id)
      .where("trashed_at", "is not", null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await addEvents(store, tx, [id], { type: "restored", actor: person });
  });
  return toJob(await rowById(store, id), store.now());
}

/** A person's own mark: no part of what happened to the job, so its timeline does not hold it. */
export async function star(store: Store, id: string, isStarred: boolean): Promise<Job> {
  await rowById(store, id);
  const starred = isStarred ? 1 : 0;
  await store.write((tx) =>
    tx
      .updateTable("jobs")
      // What is starred stays; without its star it is announced anew.
      .set({ starred, updated_at: store.now(), ...(isStarred ? { keep_until: null } : {}) })
      .where("id", "=", id)
      .where("starred", "<>", starred)
      .execute(),
  );
  return toJob(await rowById(store, id), store.now());
}

/** A queued job: it is certain that nothing was sent. */
export function canceledMove(store: Store, id: string, person: string | null) {
  return {
    id,
    from: ["queued"],
    to: "canceled",
    set: { due_at: null, waiting_reason: null, waiting_message: null, finished_at: store.now() },
    event: { type: "canceled", actor: person },
  } as const;
}
