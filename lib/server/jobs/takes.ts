/** The jobs that stand beside one: of the same submission, what it was retried from and as. Writes nothing. */
import type { Job } from "#lib/job.ts";
import { Problem } from "#lib/problem.ts";
import type { Store } from "../database/store.ts";
import { isId, toJob } from "./row.ts";

/** A submission makes fewer, and nobody looks through more retries than these. */
const most = 50;

/** Oldest first, itself among them, without the trash. @throws {Problem} `not_found` */
export async function takesOf(store: Store, id: string): Promise<Job[]> {
  const job = isId(id)
    ? await store.db.selectFrom("jobs").select(["id", "batch_id", "retry_of"]).where("id", "=", id).executeTakeFirst()
    : undefined;
  if (job === undefined) throw new Problem("not_found", "There is no such job");
  const origin = job.retry_of ?? job.id;
  const rows = await store.db
    .selectFrom("jobs")
    .selectAll()
    .where("trashed_at", "is", null)
    .where((eb) =>
      eb.or([
        eb("id", "in", [job.id, origin]),
        eb("retry_of", "in", [job.id, origin]),
        ...(job.batch_id === null ? [] : [eb("batch_id", "=", job.batch_id)]),
      ]),
    )
    .orderBy("id")
    .limit(most)
    .execute();
  const now = store.now();
  return rows.map((row) => toJob(row, now));
}
