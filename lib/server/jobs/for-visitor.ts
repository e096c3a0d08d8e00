/**
 * Jobs as one person sees them. People share the list; the trash is everybody's own, and what lies in another's is not
 * there at all. To decide about a job is its maker's and the admins'. Every request reads jobs through here.
 */
import type { Job, JobChanges, JobDetail, JobPage, JobTotals, ListQuery } from "#lib/job.ts";
import { isOwn } from "#lib/own-job.ts";
import type { Visitor } from "#lib/person.ts";
import { Problem } from "#lib/problem.ts";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { readChanges } from "./changes.ts";
import { rowById } from "./decisions.ts";
import { listJobs, readJob, rowsById } from "./read.ts";

export async function listFor(store: Store, visitor: Visitor, query: ListQuery): Promise<JobPage> {
  const isOwnTrash = query.trashed !== undefined && visitor.role !== "admin";
  const page = await listJobs(store, isOwnTrash ? { ...query, by: visitor.person ?? "" } : query);
  return { ...page, totals: await totalsFor(store, visitor, page.totals) };
}

export async function changesFor(store: Store, visitor: Visitor, since: string): Promise<JobChanges> {
  const changes = await readChanges(store, since, (row) => !isRowHidden(row, visitor));
  return {
    ...changes,
    jobs: changes.jobs.map((job) => (isHidden(job.trashed, job.created_by, visitor) ? onlyGone(job) : job)),
    totals: await totalsFor(store, visitor, changes.totals),
  };
}

export async function readFor(store: Store, visitor: Visitor, id: string): Promise<JobDetail | null> {
  const detail = await readJob(store, id);
  return detail === null || isHidden(detail.job.trashed, detail.job.created_by, visitor) ? null : detail;
}

/** Those of them that there are for this person, in no order. */
export async function rowsFor(store: Store, visitor: Visitor, ids: readonly string[]): Promise<JobRow[]> {
  const rows = await rowsById(store, ids);
  return rows.filter((row) => !isRowHidden(row, visitor));
}

/** To look at, or to ask for again. @throws {Problem} `not_found` */
export async function rowFor(store: Store, visitor: Visitor, id: string): Promise<JobRow> {
  const row = await rowById(store, id);
  if (isRowHidden(row, visitor)) throw new Problem("not_found", "There is no such job");
  return row;
}

/** To decide about. @throws {Problem} `not_found`, `not_yours` */
export async function ownRowFor(store: Store, visitor: Visitor, id: string): Promise<JobRow> {
  const row = await rowFor(store, visitor, id);
  if (isOwn(row.created_by, visitor)) return row;
  throw new Problem("not_yours", "Only whoever made this job, or an admin, may do this");
}

function isRowHidden({ trashed_at, created_by }: JobRow, visitor: Visitor): boolean {
  return isHidden(trashed_at !== null, created_by, visitor);
}

function isHidden(isTrashed: boolean, createdBy: string | null, visitor: Visitor): boolean {
  return isTrashed && !isOwn(createdBy, visitor);
}

/** Tells a page that shows the job to take it away, and nothing else. */
function onlyGone(job: Job): Job {
  return {
    ...job,
    prompt: "",
    images: [],
    relay_id: null,
    relay_status: null,
    failure: null,
    waiting: null,
    media: {
      state: "none",
      bytes: null,
      video_url: null,
      poster_url: null,
      error: null,
      keep_until: null,
      removed_at: null,
    },
  };
}

/** The counts that are kept are of everybody's trash. */
async function totalsFor(store: Store, { person, role }: Visitor, totals: JobTotals): Promise<JobTotals> {
  if (role === "admin") return totals;
  const { trashed } = await store.db
    .selectFrom("jobs")
    .select((eb) => eb.fn.countAll<number>().as("trashed"))
    .where("trashed_at", "is not", null)
    .where("created_by", "=", person)
    .executeTakeFirstOrThrow();
  return { ...totals, trashed: Number(trashed) };
}
