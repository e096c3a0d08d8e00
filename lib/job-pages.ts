/**
 * The list as the browser holds it: pages, newest first, into which whatever is heard of jobs is worked. What did not
 * change keeps its identity, so that a poll draws only the tiles that have news, however long the list is. Pure.
 */
import { isListed } from "./job-filter.ts";
import type { JobFilter } from "./job-filter.ts";
import type { Glimpse, Job, JobChanges, JobPage } from "./job.ts";

export function withChanges(pages: readonly JobPage[], changes: JobChanges, filter: JobFilter): JobPage[] {
  const next = withGlimpses(withJobs(pages, changes.jobs, filter), changes.seen);
  const [first, ...rest] = next;
  if (first === undefined) return next;
  const { counts, totals, usual, version } = changes;
  return [{ ...first, counts, totals, usual, version }, ...rest];
}

/**
 * Each job takes the place of what was known of it, comes in where its age belongs, or goes when the filter no longer
 * lists it. One that is older than all that was loaded comes with its own page.
 */
export function withJobs(pages: readonly JobPage[], jobs: readonly Job[], filter: JobFilter): JobPage[] {
  if (jobs.length === 0) return [...pages];
  const news = new Map(jobs.map((job) => [job.id, job]));
  const replaced = pages.map((page) => replaceIn(page, news, filter));
  const fresh = [...news.values()].filter((job) => isListed(filter, job));
  return replaced.map((page, index) => {
    // A page reaches down to its cursor, which is the id of its last job; the last page reaches to the end.
    const above = replaced[index - 1]?.next_cursor ?? null;
    const own = fresh.filter(({ id }) => id >= (page.next_cursor ?? "") && (above === null || id < above));
    if (own.length === 0) return page;
    return { ...page, jobs: [...page.jobs, ...own].toSorted((a, b) => (a.id < b.id ? 1 : -1)) };
  });
}

/** Takes out of the news what had a place already. */
function replaceIn(page: JobPage, news: Map<string, Job>, filter: JobFilter): JobPage {
  if (!page.jobs.some(({ id }) => news.has(id))) return page;
  const jobs = page.jobs.flatMap((known) => {
    const job = news.get(known.id);
    if (job === undefined) return [known];
    news.delete(known.id);
    return isListed(filter, job) ? [job] : [];
  });
  return { ...page, jobs };
}

function withGlimpses(pages: readonly JobPage[], seen: Readonly<Record<string, Glimpse>>): JobPage[] {
  return pages.map((page) => {
    if (!page.jobs.some(({ id }) => Object.hasOwn(seen, id))) return page;
    const look = (job: Job) => (Object.hasOwn(seen, job.id) ? { ...job, ...seen[job.id] } : job);
    return { ...page, jobs: page.jobs.map(look) };
  });
}
