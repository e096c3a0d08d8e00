/**
 * Which jobs have changed since a version of the list. A version says which marks of changes it has: all below `from`,
 * and of those up to `to` all but the `open` ones, whose transactions had not ended. So a change that is committed late,
 * behind changes that began after it, is still told; and none is told twice. Owns versions and marks; writes nothing.
 */
import { sql } from "kysely";
import { type Glimpse, type JobChanges, maxChanges } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { countJobs } from "./counts.ts";
import { toJob } from "./row.ts";
import { usualDuration } from "./usual.ts";

interface Version {
  from: number;
  to: number;
  open: readonly number[];
}

/** More transactions under way than this, and the version would be long: what they change may be told twice instead. */
const maxOpen = 200;

/**
 * @param since as an answer gave it; one of another database counts as too old to say what has changed
 * @param isThere whether whoever asks may have a glimpse of it
 */
export async function readChanges(
  store: Store,
  since: string,
  isThere: (row: JobRow) => boolean = () => true,
): Promise<JobChanges> {
  const before = read(since);
  // Before the rows: what changes in between is of a later version and left to the next answer.
  const now = await versionNow(store);
  const isKnown = before !== null && before.from <= now.from && before.to <= now.to;
  const rows = isKnown ? await changedBetween(store, before, now) : [];
  const told = rows.slice(0, maxChanges);
  const nowMs = store.now();
  return {
    jobs: told.filter((row) => !has(before, row.told_in)).map((row) => toJob(row, nowMs)),
    seen: Object.fromEntries(
      told.filter((row) => has(before, row.told_in) && isThere(row)).map((row) => [row.id, toGlimpse(row, nowMs)]),
    ),
    is_complete: isKnown && rows.length <= maxChanges,
    ...(await countJobs(store)),
    usual: await usualDuration(store),
    version: written(now),
  };
}

/** To be asked for before the rows that it is given with: what changes in between is then told once more. */
export async function listVersion(store: Store): Promise<string> {
  return written(await versionNow(store));
}

async function versionNow(store: Store): Promise<Version> {
  if (store.kind === "sqlite") {
    const { last } = await store.db.selectFrom("change_mark").select("last").executeTakeFirstOrThrow();
    return { from: last + 1, to: last + 1, open: [] };
  }
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(store.db);
  const [from = 0, to = 0, ...open] = (rows[0]?.snapshot ?? "")
    .split(/[:,]/)
    .filter((part) => part !== "")
    .map(Number);
  return open.length > maxOpen ? { from, to: from, open: [] } : { from, to, open };
}

/** The latest first, and one more than is told. */
function changedBetween(store: Store, before: Version, now: Version): Promise<JobRow[]> {
  return store.db
    .selectFrom("jobs")
    .selectAll()
    .where("changed_in", ">=", before.from)
    .where("changed_in", "<", now.to)
    .where((eb) => eb.or([eb("changed_in", ">=", before.to), eb("changed_in", "in", [...before.open, -1])]))
    .orderBy("changed_in", "desc")
    .limit(maxChanges + 1)
    .execute();
}

function has(version: Version | null, mark: number): boolean {
  return version !== null && (mark < version.from || (mark < version.to && !version.open.includes(mark)));
}

function toGlimpse(row: JobRow, nowMs: number): Glimpse {
  const { relay_seen_at, relay_status, progress, overdue } = toJob(row, nowMs);
  return { relay_seen_at, relay_status, progress, overdue };
}

function written({ from, to, open }: Version): string {
  const marks = from === to ? [from] : [from, to, ...open];
  return marks.map((mark) => mark.toString(36)).join(".");
}

function read(version: string): Version | null {
  const marks = version.split(".").map((text) => Number.parseInt(text, 36));
  if (!marks.every(Number.isSafeInteger)) return null;
  const [from = 0, to = from, ...open] = marks;
  return { from, to, open };
}
