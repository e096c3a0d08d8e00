/** How many jobs are in each status, starred and in the trash: what the database has counted as they changed. */
import { type JobCounts, type JobTotals, jobStatuses } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import type { JobCountRow } from "../database/tables.ts";

export interface Counted {
  /** Outside the trash. */
  counts: JobCounts;
  totals: JobTotals;
}

export async function countJobs(store: Store): Promise<Counted> {
  const parts = await store.db
    .selectFrom("job_counts")
    .select((eb) => ["status", "starred", "trashed", eb.fn.sum<number | string>("jobs").as("jobs")])
    .groupBy(["status", "starred", "trashed"])
    .execute();
  const sum = (isMeant: (part: Omit<JobCountRow, "jobs">) => boolean) =>
    parts.filter(isMeant).reduce((total, { jobs }) => total + Number(jobs), 0);
  const counts = jobStatuses.map((status) => [status, sum((part) => part.status === status && part.trashed === 0)]);
  return {
    counts: Object.fromEntries(counts) as JobCounts, // one entry for each status of the list that the type is made of
    totals: {
      starred: sum((part) => part.starred === 1 && part.trashed === 0),
      trashed: sum((part) => part.trashed === 1),
    },
  };
}
