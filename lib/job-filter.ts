/** What the list shows, as it stands in the address bar: `/?show=attention&q=cat`. Views, not seven statuses. */
import { withParameters } from "./address.ts";
import { searchWords, folded } from "./folded.ts";
import type { Job, JobPage, ListQuery } from "./job.ts";
import { jobStatuses, searchMax } from "./job-words.ts";
import type { JobStatus } from "./job-words.ts";

export const views = ["all", "moving", "ready", "attention", "starred", "trash"] as const;
export type View = (typeof views)[number];

export interface JobFilter {
  view: View;
  q: string;
  /** The jobs of one submission alone. */
  batch: string | null;
  /** The jobs of one person alone. */
  by: string | null;
}

export const noFilter: JobFilter = { view: "all", q: "", batch: null, by: null };

/** The trash and the stars hold jobs of every status. */
const statusesByView: Record<View, readonly JobStatus[]> = {
  all: jobStatuses,
  moving: ["queued", "submitting", "running"],
  ready: ["succeeded"],
  attention: ["failed", "unknown"],
  starred: jobStatuses,
  trash: jobStatuses,
};

export function isUnfiltered(filter: JobFilter): boolean {
  return (["view", "q", "batch", "by"] as const).every((part) => filter[part] === noFilter[part]);
}

/** The query of `GET /api/jobs` that gives what is to be shown. */
export function listQueryOf({ view, q, batch, by }: JobFilter): ListQuery {
  const statuses = statusesByView[view];
  return {
    ...(statuses.length === jobStatuses.length ? {} : { status: statuses.join(",") }),
    ...(q === "" ? {} : { q }),
    ...(view === "starred" ? { starred: "true" } : {}),
    ...(view === "trash" ? { trashed: "true" } : {}),
    ...(batch === null ? {} : { batch }),
    ...(by === null ? {} : { by }),
  };
}

/** Whether the server would list the job under this filter: for what has changed since it was asked. */
export function isListed(filter: JobFilter, job: Job): boolean {
  if (job.trashed !== (filter.view === "trash")) return false;
  // Without its prompt: it lies in another's trash, and that it is gone is all that is told of it.
  if (job.trashed && job.prompt === "") return false;
  if (filter.view === "starred" && !job.starred) return false;
  if (filter.batch !== null && job.batch_id !== filter.batch) return false;
  if (filter.by !== null && job.created_by !== filter.by) return false;
  if (!statusesByView[filter.view].includes(job.status)) return false;
  if (filter.q === "") return true;
  const prompt = folded(job.prompt);
  return searchWords(filter.q).every((word) => prompt.includes(word));
}

export function countOf(view: View, { counts, totals }: Pick<JobPage, "counts" | "totals">): number {
  if (view === "starred") return totals.starred;
  if (view === "trash") return totals.trashed;
  return statusesByView[view].reduce((sum, status) => sum + counts[status], 0);
}

/** Anything may stand in an address bar; what does not read as a filter shows all. */
export function readFilter(search: URLSearchParams): JobFilter {
  const view = views.find((name) => name === search.get("show")) ?? noFilter.view;
  const q = (search.get("q") ?? "").trim().slice(0, searchMax);
  const batch = search.get("batch");
  const by = search.get("by")?.slice(0, searchMax) ?? "";
  return {
    view,
    q,
    batch: batch !== null && /^[0-9a-f-]{36}$/.test(batch) ? batch : null,
    by: by === "" ? null : by,
  };
}

/** The address that shows this; what else stands in the present one stays. */
export function writeFilter(filter: JobFilter, search = ""): string {
  return withParameters(search, {
    show: filter.view === noFilter.view ? null : filter.view,
    q: filter.q === "" ? null : filter.q,
    batch: filter.batch,
    by: filter.by,
  });
}
