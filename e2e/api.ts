/** The app's HTTP interface as the tests use it beside the page. Answers are read with the page's own schemas. */
import { expect } from "@playwright/test";
import type * as z from "zod/mini";
import {
  type Job,
  type JobDetail,
  type JobStatus,
  dispatchSchema,
  jobDetailSchema,
  jobPageSchema,
  jobsReplySchema,
  problemSchema,
} from "#lib/job.ts";

export interface Site {
  url: string;
  /** Whose requests they are, where people sign in. */
  cookie?: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** One call, whatever comes back. */
export async function call(site: Site, method: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  if (site.cookie !== undefined) headers.set("cookie", site.cookie);
  // As they come: a redirect is an answer too.
  const response = await fetch(site.url + path, { ...init, method, headers, redirect: "manual" });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export function send(site: Site, method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  const init = { body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } };
  return call(site, method, path, init);
}

export const validJob = { prompt: "cat fish", aspect_ratio: "3:2", size: "720P", images: [] };

/** A submission that must be accepted; one job unless `count` says more. */
export async function submit(site: Site, fields: Record<string, unknown> = {}): Promise<Job[]> {
  const answer = await send(site, "POST", "/api/jobs", { ...validJob, ...fields });
  expect(answer.status, answer.text).toBe(201);
  return jobsReplySchema.parse(JSON.parse(answer.text)).jobs;
}

export async function submitOne(site: Site, fields: Record<string, unknown> = {}): Promise<Job> {
  const [job] = await submit(site, fields);
  if (job === undefined) throw new Error("The answer holds no job");
  return job;
}

export async function readJob(site: Site, id: string): Promise<JobDetail> {
  return jobDetailSchema.parse(await readJson(site, `/api/jobs/${id}`));
}

export async function listJobs(site: Site): Promise<Job[]> {
  return jobPageSchema.parse(await readJson(site, "/api/jobs?limit=100")).jobs;
}

export async function readDispatch(site: Site) {
  return dispatchSchema.parse(await readJson(site, "/api/dispatch"));
}

/** Waits until the job says so, and answers with it. */
export async function untilStatus(site: Site, id: string, status: JobStatus): Promise<Job> {
  await expect.poll(async () => (await readJob(site, id)).job.status, polling).toBe(status);
  return (await readJob(site, id)).job;
}

/** Waits until the job's video lies on our disk. */
export async function untilSaved(site: Site, id: string): Promise<Job> {
  await expect.poll(async () => (await readJob(site, id)).job.media.state, polling).toBe("saved");
  return (await readJob(site, id)).job;
}

/** Expects a refusal in the documented shape. */
export function expectProblem(answer: Answer, status: number, code: string): z.infer<typeof problemSchema> {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = problemSchema.parse(JSON.parse(answer.text));
  expect(problem).toMatchObject({ code, status });
  expect(problem.title).not.toBe("");
  return problem;
}

/** What failed a few times on a slow machine is tried again only after 15 s, and then after a minute. */
const polling = { intervals: [50, 100, 200], timeout: 90_000 };

async function readJson(site: Site, path: string): Promise<unknown> {
  const answer = await call(site, "GET", path);
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(answer.text);
}
