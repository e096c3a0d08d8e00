/**
 * One cell of the matrix: three jobs, an instance that dies at one exact point while the relay answers in one way, and
 * everything that follows until nothing moves any more and a person has settled what nobody knows.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseKind } from "#lib/server/database/testing.ts";
import { type Answer, type AnswerName, answers } from "./answers.ts";
import { promptOf } from "./auditor.ts";
import type { Crash, CrashPoint } from "./crash-points.ts";
import { patienceMs, restMs } from "./crew.ts";
import { hasNoUnknown, isOut, isSettled, reasonsIn } from "./looks.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { makeScene, type Scene } from "./scene.ts";

export interface Cell {
  point: CrashPoint;
  answer: AnswerName;
  database: DatabaseKind;
  instances: 1 | 3;
}

/** This one is always answered well: there is something to poll and to download. */
const sound = "sound";
const target = "target";
const other = "other";
/** Before these points the paid call of the target has not ended, or its end was lost with the process. */
const lossy: readonly CrashPoint[] = ["committed", "before_send", "after_send", "answered"];
/** These follow the paid calls, and the relay holds the queries until all of those have ended. */
const late: readonly CrashPoint[] = ["mid_poll", "mid_download", "renamed"];
/** Where the relay's gate keeps a call at the point until somebody has died there. */
const gate = "held";

/**
 * In the domain's time, so 20 s and 1.5 s of ours. Where the answer decides what becomes of the target, no machine may be
 * so slow that it comes too late; where the process dies in the call, that call's lease is waited for.
 */
const createTimeoutMs = { long: 400_000, short: 30_000 };

export function nameOf({ point, answer, database, instances }: Cell): string {
  return `dies at ${point}, answer ${answer}, ${database}, ${instances} ${instances === 1 ? "instance" : "instances"}`;
}

/** Where nothing listens, no call can be read by the relay, and nothing is polled or downloaded before it listens. */
export function isPossible({ point, answer, database, instances }: Cell): boolean {
  if (database === "sqlite" && instances > 1) return false; // one process owns a SQLite file
  return answer !== "unreached" || ["committed", "before_send", "answered", "recorded"].includes(point);
}

/** @throws when it does not come to an end, or the target does not come to the status that the design says */
export async function runCell(cell: Cell): Promise<Outcome> {
  const answer: Answer = answers[cell.answer];
  const hasRelay = answer.behaviour !== null;
  await using scene = await makeScene({ database: cell.database, hasRelay, ...scriptOf(cell, answer) });
  const crash = { point: cell.point, prompt: target, mark: scene.markFile };
  for (let n = 0; n < cell.instances; n += 1) scene.start(crash);
  await scene.submitFirst(sound);
  // Whoever dies may have told nobody that a job is kept, so the same press is sent again, to the one that comes after.
  const submitted = Promise.all([target, other].map((prompt) => scene.submit(prompt)));
  submitted.catch(() => undefined); // waited for below, unless something else is thrown first
  if (late.includes(cell.point)) {
    await submitted;
    await scene.until("every paid call has ended", isOut);
  }
  await untilOneDied(scene, crash);
  if (!hasRelay) await scene.startRelay();
  scene.relay().open(gate);
  scene.start();
  await submitted;
  const end = await scene.until("nothing moves", isSettled);
  expectStatus(cell, answer, end.jobs.find(({ prompt }) => prompt === target)?.status);
  const unknown = reasonsIn(end);
  await scene.ruleUnknowns();
  await scene.until("what a person ruled has come to its end", (look) => isSettled(look) && hasNoUnknown(look));
  await scene.stop();
  return { ...outcomeOf(await scene.history()), kills: 1, unknown, faults: faultsOf(scene, hasRelay) };
}

/** What the relay does with each call, and how long the instances wait for it. */
function scriptOf({ point }: Cell, answer: Answer) {
  const create = (prompt: string, n: number) => {
    if (prompt === sound || n > 0 || answer.behaviour === null) return well;
    const isHeld = point === "after_send" && prompt === target;
    return { behaviour: { ...answer.behaviour, ...(isHeld && { gate }) }, word: answer.word };
  };
  const query = () => (late.includes(point) ? ({ kind: "ok", gate } as const) : undefined);
  const timeoutMs = lossy.includes(point) ? createTimeoutMs.short : createTimeoutMs.long;
  return { create, relay: { script: { query } }, createTimeoutMs: timeoutMs };
}

const well = { behaviour: { kind: "ok" }, word: "accepted" } as const;

/** Meanwhile whatever an answer paused goes on: the one that is to die may not have had its turn. */
async function untilOneDied(scene: Scene, crash: Crash): Promise<void> {
  const death = Promise.race(scene.instances().map(({ ended }) => ended));
  const isOver = () => scene.instances().some((instance) => !instance.isAlive());
  if (crash.point === "mid_download" || crash.point === "renamed") scene.relay().open(gate);
  for (const deadline = Date.now() + patienceMs; !isOver(); await sleep(restMs)) {
    if (Date.now() > deadline) throw new Error(`Nobody died at ${crash.point}:\n${scene.instances()[0]?.log()}`);
    if (crash.point === "after_send" || crash.point === "mid_poll") endWhoeverCalls(scene, crash);
    await Promise.race([scene.look(), death]);
  }
  const end = await death;
  if (end !== "SIGKILL") throw new Error(`It did not die at ${crash.point} (${end}):\n${scene.instances()[0]?.log()}`);
}

/** The relay holds the call; whoever is waiting for its answer dies. */
function endWhoeverCalls(scene: Scene, { point, prompt }: Crash): void {
  const held = scene
    .relay()
    .requests.find((request) =>
      point === "mid_poll"
        ? request.target === "query" && request.state === "open"
        : request.target === "create" && request.state === "open" && promptOf(request) === prompt,
    );
  if (held === undefined) return;
  const what = point === "mid_poll" ? (new URLSearchParams(held.path.split("?")[1]).get("id") ?? "") : prompt;
  for (const instance of scene.instances()) instance.tell({ kind: "die_if_calling", what }).catch(() => undefined);
}

function expectStatus({ point }: Cell, answer: Answer, status: string | undefined): void {
  const expected = lossy.includes(point) ? "unknown" : answer.endsAs;
  if (status !== expected) throw new Error(`The target came to ${status} and not to ${expected}`);
}

/** A relay that is not there is one, whatever it kept away. */
function faultsOf(scene: Scene, hasRelay: boolean): number {
  const posts = scene.relay().posts();
  return posts.filter(({ behaviour }) => behaviour !== "ok").length + (hasRelay ? 0 : 1);
}
