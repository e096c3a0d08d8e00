/**
 * The browser's client: one `request()` that parses every reply, and what React Query needs to ask and to act. Nothing
 * here is ever repeated by itself: a write that was not answered is repeated by a person, under the same intent key.
 */
import { queryOptions } from "@tanstack/react-query";
import { drawnFor } from "./drawn-for.ts";
import type * as jobModule from "./job.ts";
import { isMoving, listLimit } from "./job-words.ts";
import type { Dispatch, Job, JobChanges, JobPage, Resolution, Submission } from "./job.ts";
import { listQueryOf } from "./job-filter.ts";
import type { JobFilter } from "./job-filter.ts";

/**
 * A call that did not end well. `isAnswer` says that the server itself refused, so nothing happened; without it nobody
 * knows how far the call came. `status` is 0 when nothing came back.
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly isAnswer: boolean;

  constructor(status: number, code: string, title: string, fields?: Record<string, string>) {
    super(title);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.fields = fields ?? {};
    this.isAnswer = code !== "unreachable" && code !== "bad_reply" && status < 500;
  }
}

/** Said at the door, before anything is known of the call. */
const atTheDoor = ["not_signed_in", "other_person"];

/**
 * Whether a paid call is certain not to have been taken. When it was sent before (`isAgain`), who is turned away at the
 * door now may still have been let in then.
 */
export function isRefusal(error: unknown, isAgain: boolean): boolean {
  return error instanceof ApiProblem && error.isAnswer && !(isAgain && atTheDoor.includes(error.code));
}

/** A submission is one transaction on the server; half a minute without an answer means that none will come. */
const writeTimeoutMs = 30_000;
/** A read is repeated by the next poll anyway. */
const readTimeoutMs = 15_000;

export const movingPollMs = 2_000;
export const idlePollMs = 15_000;
const dispatchPollMs = 5_000;

/** The list as far as somebody has gone down it. */
export interface JobPages {
  pages: JobPage[];
}

/**
 * The first page's key is also what the server fills in, so the list is there before any script runs. Pages are read
 * once (further ones by `useMoreJobs`): what changes in them afterwards comes by `readChanges`. Read again, the list is
 * as long as it was.
 */
export function jobsQuery(filter: JobFilter) {
  return queryOptions({
    queryKey: ["jobs", filter] as const,
    queryFn: async ({ client, queryKey, signal }): Promise<JobPages> => {
      const length = client.getQueryData<JobPages>(queryKey)?.pages.length ?? 1;
      const pages = [await readJobs(filter, null, signal)];
      for (let cursor = pages[0]?.next_cursor; typeof cursor === "string" && pages.length < length;) {
        const page = await readJobs(filter, cursor, signal);
        pages.push(page);
        cursor = page.next_cursor;
      }
      return { pages };
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Comparing ten thousand jobs for each poll would take longer than drawing what is new.
    structuralSharing: false,
  });
}

/** What has changed since that version of the list, and nothing else. */
export function readChanges(since: string, signal: AbortSignal): Promise<JobChanges> {
  return read((schemas) => schemas.jobChangesSchema, `/api/jobs/changes?${new URLSearchParams({ since })}`, signal);
}

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ["job", id] as const,
    queryFn: ({ signal }) => read((schemas) => schemas.jobDetailSchema, `/api/jobs/${encodeURIComponent(id)}`, signal),
    refetchInterval: (query) =>
      query.state.data !== undefined && isMoving(query.state.data.job) ? movingPollMs : idlePollMs,
  });
}

/** The jobs beside one. Under the job's own key, so that what makes the job stale makes these stale too. */
export function takesQuery(id: string) {
  return queryOptions({
    queryKey: ["job", id, "takes"] as const,
    queryFn: async ({ signal }) =>
      (await read((schemas) => schemas.jobsReplySchema, `${jobPath(id)}/takes`, signal)).jobs,
    refetchInterval: (query) => (query.state.data?.some(isMoving) === true ? movingPollMs : idlePollMs),
  });
}

/** Who has made jobs. */
export function makersQuery() {
  return queryOptions({
    queryKey: ["makers"] as const,
    queryFn: ({ signal }) => read((schemas) => schemas.makersReplySchema, "/api/makers", signal),
    staleTime: idlePollMs,
  });
}

export function dispatchQuery() {
  return queryOptions({
    queryKey: ["dispatch"] as const,
    queryFn: ({ signal }) => read((schemas) => schemas.dispatchSchema, "/api/dispatch", signal),
    refetchInterval: dispatchPollMs,
  });
}

/** The same intent key and the same body give the same jobs, however often they arrive. */
export async function submitJobs(body: Submission, intentKey: string): Promise<Job[]> {
  return (await write((schemas) => schemas.jobsReplySchema, "POST", "/api/jobs", body, intentKey)).jobs;
}

export async function retryJob(id: string, acceptRisk: boolean, intentKey: string): Promise<Job[]> {
  const body = acceptRisk ? { accept_risk: true } : {};
  return (await write((schemas) => schemas.jobsReplySchema, "POST", `${jobPath(id)}/retries`, body, intentKey)).jobs;
}

export function cancelJob(id: string): Promise<Job> {
  return write((schemas) => schemas.jobSchema, "POST", `${jobPath(id)}/cancellation`);
}

export function checkJob(id: string): Promise<Job> {
  return write((schemas) => schemas.jobSchema, "POST", `${jobPath(id)}/checks`);
}

export function resolveJob(id: string, resolution: Resolution): Promise<Job> {
  return write((schemas) => schemas.jobSchema, "POST", `${jobPath(id)}/resolution`, resolution);
}

export function starJob(id: string, isStarred: boolean): Promise<Job> {
  return write((schemas) => schemas.jobSchema, isStarred ? "PUT" : "DELETE", `${jobPath(id)}/star`);
}

export function trashJob(id: string): Promise<null> {
  return write(nothing, "DELETE", jobPath(id));
}

export function restoreJob(id: string): Promise<Job> {
  return write((schemas) => schemas.jobSchema, "POST", `${jobPath(id)}/restoration`);
}

export function setDispatchPaused(paused: boolean): Promise<Dispatch> {
  return write((schemas) => schemas.dispatchSchema, "POST", "/api/dispatch", { paused });
}

/** Whoever scrolls on wants more than a first look. */
export function readJobs(filter: JobFilter, cursor: string | null, signal?: AbortSignal): Promise<JobPage> {
  const search = new URLSearchParams({ limit: String(cursor === null ? listLimit.default : listLimit.max) });
  for (const [name, value] of Object.entries(listQueryOf(filter))) search.set(name, String(value));
  if (cursor !== null) search.set("cursor", cursor);
  return read((schemas) => schemas.jobPageSchema, `/api/jobs?${search}`, signal);
}

/** Several finished videos as one file, with a list of what they are. */
export function archivePath(ids: readonly string[]): string {
  return `/api/jobs/archive?ids=${ids.join(",")}`;
}

function jobPath(id: string): string {
  return `/api/jobs/${encodeURIComponent(id)}`;
}

interface Schema<T> {
  parse: (reply: unknown) => T;
}

/** The schemas are 20 KB of script: they come after the first paint, which needs none of them. */
type Schemas = typeof jobModule;
type Choose<T> = (schemas: Schemas) => Schema<T>;

export function loadSchemas(): Promise<Schemas> {
  return import("./job.ts");
}

const nothing: Choose<null> = () => ({ parse: () => null });

export function read<T>(choose: Choose<T>, path: string, signal?: AbortSignal): Promise<T> {
  const limit = AbortSignal.timeout(readTimeoutMs);
  return request(choose, path, { signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) });
}

export function write<T>(
  choose: Choose<T>,
  method: string,
  path: string,
  body: object = {},
  intentKey?: string,
): Promise<T> {
  return request(choose, path, {
    method,
    headers: {
      "Content-Type": "application/json",
      ...drawnFor(),
      ...(intentKey === undefined ? {} : { "Idempotency-Key": intentKey }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(writeTimeoutMs),
  });
}

/** @throws {ApiProblem} for everything but a reply that reads as the schema says; an abort by the caller passes through. */
async function request<T>(choose: Choose<T>, path: string, init: RequestInit): Promise<T> {
  let schemas: Schemas;
  let response: Response;
  let reply: unknown;
  try {
    // Before the call, so that a missing script can never hide the answer of a call that was made.
    schemas = await loadSchemas();
    response = await fetch(path, { ...init, cache: "no-store", redirect: "error" });
    reply = response.status === 204 ? null : parseJson(await response.text());
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem(0, "unreachable", "the server did not answer");
  }
  if (!response.ok) throw readProblem(schemas, response.status, reply);
  try {
    return choose(schemas).parse(reply);
  } catch {
    throw new ApiProblem(response.status, "bad_reply", "the server's answer could not be read");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readProblem(schemas: Schemas, status: number, reply: unknown): ApiProblem {
  const problem = schemas.problemSchema.safeParse(reply);
  if (!problem.success) return new ApiProblem(status, "bad_reply", `the server answered ${status}`);
  return new ApiProblem(status, problem.data.code, problem.data.title, problem.data.fields);
}
