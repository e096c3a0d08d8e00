/**
 * One cell of the matrix: three jobs, an instance that dies at one exact point while the relay answers in one way, and
 * everything that follows until nothing moves any more and a person has settled what nobody knows.
 */
import type { DatabaseKind } from "#lib/server/database/testing.ts";
import { type Answer, type AnswerName, answers } from "./answers.ts";
import { check, type Violation } from "./checker.ts";
import type { Look } from "./plan.ts";
import type { Crash, CrashPoint } from "./crash-points.ts";
import { promptOf } from "./auditor.ts";
import { isSettled, makeScene, type Scene } from "./scene.ts";
import type { History } from "./history.ts";

export interface Cell {
  point: CrashPoint;
  answer: AnswerName;
  database: DatabaseKind;
  instances: 1 | 3;
}

export interface Outcome {
  kills: number;
  /** How many faults the relay or the network answered with. */
  faults: number;
  posts: number;
  /** Calls that were charged. */
  charged: number;
  submissions: number;
  /** Why jobs were unknown before a person looked: the failure's code -> how many. */
  unknown: Readonly<Record<string, number>>;
  kept: number;
  violations: readonly Violation[];
}

/** This one is always answered well: there is something to poll and to download. */
const sound = "sound";
const target = "target";
const other = "other";
/** Before these points the paid call of the target has not ended, or its end was lost with the process. */
const lossy: readonly CrashPoint[] = ["committed", "before_send", "after_send", "answered"];

export function nameOf({ point, answer, database, instances }: Cell): string {
  return `dies at ${point}, answer ${answer}, ${database}, ${instances} ${instances === 1 ? "instance" : "instances"}`;
}

/** These follow the paid calls, and the relay holds the queries until all of those have ended. */
const late: readonly CrashPoint[] = ["mid_poll", "mid_download", "renamed"];

/** Where nothing listens, no call can be read by the relay, and nothing is polled or downloaded before it listens. */
export function isPossible({ point, answer, database, instances }: Cell): boolean {
  if (database === "sqlite" && instances > 1) return false; // one process owns a SQLite file
  return answer !== "unreached" || ["committed", "before_send", "answered", "recorded"].includes(point);
}

/** @throws when it does not come to an end, or the target does not come to the status that the design says */
export async function runCell(cell: Cell): Promise<Outcome> {
  const answer: Answer = answers[cell.answer];
  const isLate = answer.behaviour === null;
  let isHeld = cell.point === "after_send" || late.includes(cell.point);
  const create = (prompt: string, n: number) => {
    if (prompt === sound || n > 0 || answer.behaviour === null) return well;
    const gate = isHeld && cell.point === "after_send" && prompt === target ? { gate: "held" } : {};
    return { behaviour: { ...answer.behaviour, ...gate }, word: answer.word };
  };
  const query = () => (isHeld ? ({ kind: "ok", gate: "held" } as const) : undefined);
  await using scene = await makeScene({ database: cell.database, create, relay: { script: { query } } }, !isLate);
  const crash = { point: cell.point, prompt: target, mark: scene.markFile };
  for (let n = 0; n < cell.instances; n += 1) scene.start(crash);
  await Promise.all(scene.instances().map(({ ready }) => ready));
  await submitAll(scene, isLate);
  if (late.includes(cell.point)) await scene.until("every paid call has ended", isOut);
  await untilOneDied(scene, crash, () => (isHeld = false));
  if (isLate) await scene.startRelay();
  scene.relay().open("held");
  scene.start();
  const { jobs } = await scene.until("nothing moves", isSettled);
  expectStatus(cell, answer, jobs.find(({ prompt }) => prompt === target)?.status);
  const unknown: Record<string, number> = {};
  for (const { status, failureCode } of jobs) {
    if (status === "unknown") unknown[failureCode ?? ""] = (unknown[failureCode ?? ""] ?? 0) + 1;
  }
  await scene.ruleUnknowns();
  await scene.until("what a person ruled has come to its end", (look) => isSettled(look) && hasNoUnknown(look));
  await scene.stop();
  return { ...outcomeOf(await scene.history()), kills: 1, unknown, faults: faultsOf(scene, isLate) };
}

const well = { behaviour: { kind: "ok" }, word: "accepted" } as const;

export function hasNoUnknown({ jobs }: { jobs: readonly { status: string }[] }): boolean {
  return jobs.every(({ status }) => status !== "unknown");
}

export function outcomeOf(
  history: History,
): Pick<Outcome, "posts" | "charged" | "submissions" | "kept" | "violations"> {
  return {
    posts: history.posts.length,
    charged: history.posts.filter(({ madeTask }) => madeTask !== null).length,
    submissions: history.sentPrompts.size,
    kept: history.jobs.filter(({ media_state: state }) => state === "saved").length,
    violations: check(history),
  };
}

/** The sound one first, so that a relay which repeats its first id repeats one that is taken. */
async function submitAll(scene: Scene, isLate: boolean): Promise<void> {
  await scene.submit(sound);
  if (!isLate) {
    await scene.until("the first job has its id", isOut);
  }
  await Promise.all([target, other].map((prompt) => scene.submit(prompt)));
}

function isOut({ jobs }: Look): boolean {
  return jobs.every(({ status }) => status !== "queued" && status !== "submitting");
}

/** @param letGo lets later calls pass the relay's gate */
async function untilOneDied(scene: Scene, crash: Crash, letGo: () => void): Promise<void> {
  const deaths = scene.instances().map(({ ended }) => ended);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), 30_000);
  try {
    if (crash.point === "after_send" || crash.point === "mid_poll") await dieInCall(scene, crash);
    letGo();
    if (crash.point === "mid_download" || crash.point === "renamed") scene.relay().open("held");
    const end = await Promise.race([...deaths, aborted(late.signal)]);
    if (end !== "SIGKILL")
      throw new Error(`It did not die at ${crash.point} (${end}):\n${scene.instances()[0]?.log()}`);
  } finally {
    clearTimeout(timer);
  }
}

/** The relay holds the call; whoever is waiting for its answer dies. */
async function dieInCall(scene: Scene, { point, prompt }: Crash): Promise<void> {
  const relay = scene.relay();
  const held = () =>
    relay.requests.find((request) =>
      point === "mid_poll"
        ? request.target === "query" && request.state === "open"
        : request.target === "create" && request.state === "open" && promptOf(request) === prompt,
    );
  await relay.waitFor(() => held() !== undefined);
  const request = held();
  const id = new URLSearchParams(request?.path.split("?")[1]).get("id");
  const what = point === "mid_poll" ? (id ?? "") : prompt;
  for (const instance of scene.instances()) instance.tell({ kind: "die_if_calling", what }).catch(() => undefined);
}

function aborted(signal: AbortSignal): Promise<"not within 30 s"> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve("not within 30 s"), { once: true }));
}

function expectStatus({ point }: Cell, answer: Answer, status: string | undefined): void {
  const expected = lossy.includes(point) ? "unknown" : answer.endsAs;
  if (status !== expected) throw new Error(`The target came to ${status} and not to ${expected}`);
}

function faultsOf(scene: Scene, isLate: boolean): number {
  return (
    scene
      .relay()
      .posts()
      .filter(({ behaviour }) => behaviour !== "ok").length + (isLate ? 1 : 0)
  );
}
