/** What the list shows, as it stands in the address bar: `/?show=attention&q=cat`. Groups, not seven statuses. */
import type { JobCounts } from "./job.ts";
import { jobStatuses, searchMax } from "./job-words.ts";
import type { JobStatus } from "./job-words.ts";

export const filterGroups = ["all", "moving", "ready", "attention"] as const;
export type FilterGroup = (typeof filterGroups)[number];

export interface JobFilter {
  group: FilterGroup;
  q: string;
}

export const noFilter: JobFilter = { group: "all", q: "" };

const statusesByGroup: Record<FilterGroup, readonly JobStatus[]> = {
  all: jobStatuses,
  moving: ["queued", "submitting", "running"],
  ready: ["succeeded"],
  attention: ["failed", "unknown"],
};

export function isUnfiltered(filter: JobFilter): boolean {
  return filter.group === noFilter.group && filter.q === noFilter.q;
}

/** The `status` of the list's query; empty for all. */
export function statusesOf(group: FilterGroup): string {
  return group === "all" ? "" : statusesByGroup[group].join(",");
}

export function countOf(group: FilterGroup, counts: JobCounts): number {
  return statusesByGroup[group].reduce((sum, status) => sum + counts[status], 0);
}

/** Anything may stand in an address bar; what does not read as a filter shows all. */
export function readFilter(search: URLSearchParams): JobFilter {
  const group = filterGroups.find((name) => name === search.get("show")) ?? "all";
  const q = (search.get("q") ?? "").trim();
  return { group, q: q.slice(0, searchMax) };
}

export function writeFilter(filter: JobFilter): string {
  const search = new URLSearchParams();
  if (filter.group !== "all") search.set("show", filter.group);
  if (filter.q !== "") search.set("q", filter.q);
  return search.size === 0 ? "/" : `/?${search}`;
}
