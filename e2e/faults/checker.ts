/**
 * The promise, as a pure function over a history that has come to its end. It shares no rule with the app: the legal
 * transitions stand here a second time, as the design has them.
 */
import type { JobStatus } from "#lib/job.ts";
import type { JobEventRow, JobRow } from "#lib/server/database/tables.ts";
import type { History, Post } from "./history.ts";

export type Rule =
  | "paid twice"
  | "sent again although nobody knew"
  | "a lost submission"
  | "one key, several jobs"
  | "a job or a call that nobody asked for"
  | "left in submitting"
  | "a failure without ground"
  | "called free although it was charged"
  | "an illegal transition"
  | "two relay ids on one job"
  | "one relay id on two jobs"
  | "a relay id that was not its own"
  | "a paid video lost";

export interface Violation {
  rule: Rule;
  /** The job's id, or the prompt where there is no job. */
  about: string;
  detail: string;
}

export function check(history: History): Violation[] {
  const posts = groupBy(history.posts, ({ prompt }) => prompt);
  const events = groupBy(history.events, (event) => event.job_id);
  return [
    ...history.jobs.flatMap((job) => checkJob(job, posts.get(job.prompt) ?? [], events.get(job.id) ?? [], history)),
    ...checkCalls(posts),
    ...checkSubmissions(history),
    ...checkRelayIds(history),
  ];
}

function checkCalls(posts: ReadonlyMap<string, readonly Post[]>): Violation[] {
  return [...posts].flatMap(([prompt, calls]): Violation[] => {
    const made = calls.filter(({ madeTask }) => madeTask !== null);
    const open = calls.slice(0, -1).filter(({ word }) => word !== "not_now");
    return [
      ...(made.length > 1
        ? [{ rule: "paid twice" as const, about: prompt, detail: `${made.length} calls were charged` }]
        : []),
      ...open.map(({ word }) => ({
        rule: "sent again although nobody knew" as const,
        about: prompt,
        detail: `a call that was answered "${word}" was followed by another`,
      })),
    ];
  });
}

function checkSubmissions({ acknowledged, sentPrompts, jobs, posts }: History): Violation[] {
  const violations: Violation[] = [];
  const say = (rule: Rule, about: string, detail: string) => violations.push({ rule, about, detail });
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const idsByKey = new Map<string, string>();
  for (const { prompt, key, jobIds } of acknowledged) {
    for (const id of jobIds) {
      if (byId.get(id)?.prompt !== prompt)
        say("a lost submission", prompt, `job ${id} was acknowledged and is not there`);
    }
    const ids = jobIds.join();
    const before = idsByKey.get(key) ?? ids;
    if (before !== ids) say("one key, several jobs", prompt, `${before} and ${ids}`);
    idsByKey.set(key, ids);
  }
  for (const [prompt, same] of groupBy(jobs, (job) => job.prompt)) {
    if (same.length > 1) say("one key, several jobs", prompt, same.map(({ id }) => id).join());
    if (!sentPrompts.has(prompt)) say("a job or a call that nobody asked for", prompt, "a job");
  }
  const prompts = new Set(jobs.map(({ prompt }) => prompt));
  for (const { prompt } of posts) {
    if (!prompts.has(prompt)) say("a job or a call that nobody asked for", prompt, "a call without a job");
  }
  return violations;
}

function checkRelayIds({ jobs, events, posts }: History): Violation[] {
  const violations: Violation[] = [];
  const idsOf = new Map<string, Set<string>>(jobs.map(({ id }) => [id, new Set()]));
  const note = (jobId: string, relayId: unknown) => {
    if (typeof relayId === "string") idsOf.get(jobId)?.add(relayId);
  };
  for (const { id, relay_id: relayId } of jobs) note(id, relayId);
  for (const event of events) {
    if (event.type === "accepted" || event.type === "resolved") note(event.job_id, detailOf(event)["relay_id"]);
  }
  const holders = new Map<string, string[]>();
  for (const [jobId, relayIds] of idsOf) {
    if (relayIds.size > 1)
      violations.push({ rule: "two relay ids on one job", about: jobId, detail: [...relayIds].join() });
    for (const relayId of relayIds) holders.set(relayId, [...(holders.get(relayId) ?? []), jobId]);
  }
  for (const [relayId, jobIds] of holders) {
    if (jobIds.length > 1) violations.push({ rule: "one relay id on two jobs", about: jobIds.join(), detail: relayId });
  }
  for (const { id, prompt, relay_id: relayId } of jobs) {
    if (relayId === null) continue;
    const own = posts.filter((post) => post.prompt === prompt).flatMap((post) => [post.madeTask, post.answeredId]);
    if (!own.includes(relayId))
      violations.push({ rule: "a relay id that was not its own", about: id, detail: relayId });
  }
  return violations;
}

function checkJob(job: JobRow, posts: readonly Post[], events: readonly JobEventRow[], history: History): Violation[] {
  const violations: Violation[] = [];
  const say = (rule: Rule, detail: string) => violations.push({ rule, about: job.id, detail });
  const fault = replay(job, events);
  if (fault !== null) say("an illegal transition", fault);
  if (job.status === "submitting") say("left in submitting", `since ${job.submitted_at}`);
  const isRuled = events.some(({ type, actor }) => type === "resolved" && actor !== null);
  const isCharged = posts.some(({ madeTask }) => madeTask !== null);
  if (job.status === "failed" && !isRuled && !hasGround(job, posts, history.failedTasks)) {
    say("a failure without ground", `${job.failure_code}: ${job.failure_message}`);
  }
  const saysFree = job.status === "canceled" || job.status === "queued" || job.failure_charged === "no";
  if (saysFree && isCharged && !isRuled) say("called free although it was charged", job.status);
  if (job.status === "succeeded" && !isKept(job, history.files)) say("a paid video lost", job.media_state);
  const made = posts.find(({ madeTask }) => madeTask !== null)?.madeTask ?? null;
  if (job.status === "failed" && made !== null && !history.failedTasks.has(made)) {
    say("a paid video lost", `the relay made ${made}, and the job is closed`);
  }
  return violations;
}

/** The relay's word about the call or the task, or the proof that no call was ever made. */
function hasGround(job: JobRow, posts: readonly Post[], failedTasks: ReadonlySet<string>): boolean {
  if (job.relay_id !== null) return failedTasks.has(job.relay_id);
  const last = posts.at(-1)?.word;
  if (job.failure_code === "relay_unreachable") return last === undefined || last === "not_now";
  return last === "refused" || (job.failure_code === "relay_busy" && last === "not_now");
}

function isKept(job: JobRow, files: ReadonlyMap<string, number>): boolean {
  const sizeBytes = files.get(`${job.id}.mp4`);
  return job.media_state === "saved" && sizeBytes !== undefined && sizeBytes > 0 && sizeBytes === job.media_bytes;
}

/** Event -> from which statuses to which. Events that are not here leave the status as it is. */
const steps: Partial<Record<JobEventRow["type"], { from: readonly JobStatus[]; to: JobStatus }>> = {
  submitting: { from: ["queued"], to: "submitting" },
  deferred: { from: ["submitting"], to: "queued" },
  accepted: { from: ["submitting", "unknown"], to: "running" },
  succeeded: { from: ["running", "failed", "unknown"], to: "succeeded" },
  failed: { from: ["submitting", "running"], to: "failed" },
  unknown: { from: ["submitting", "running"], to: "unknown" },
  canceled: { from: ["queued"], to: "canceled" },
};

/** @returns what is wrong with the events, or null */
function replay(job: JobRow, events: readonly JobEventRow[]): string | null {
  const [first, ...rest] = events;
  if (first?.type !== "queued") return `it begins with ${first?.type ?? "nothing"}`;
  let status: JobStatus = "queued";
  let isRuled = false;
  for (const event of rest) {
    if (event.type === "queued") return "it was made twice";
    if (event.type === "resolved") {
      if (status !== "unknown") return `a person ruled a job that was ${status}`;
      if (event.actor === null) return "nobody is named for a ruling";
      status = detailOf(event)["outcome"] === "created" ? "running" : "failed";
      isRuled = true;
      continue;
    }
    // The id of a task is kept although a person closed the job before it came.
    if (event.type === "accepted" && status === "failed" && isRuled) continue;
    const step = steps[event.type];
    if (step === undefined) continue;
    if (!step.from.includes(status)) return `${event.type} came to a job that was ${status}`;
    status = step.to;
  }
  return status === job.status ? null : `its events end in ${status}, its row says ${job.status}`;
}

function detailOf(event: JobEventRow): Record<string, unknown> {
  return JSON.parse(event.detail);
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  return Map.groupBy(items, key);
}
