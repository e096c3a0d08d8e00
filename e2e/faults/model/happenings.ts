/** Everything that can happen, as fast-check picks it; what keeps a run going stands there more than once. */
import fc from "fast-check";
import { noNews } from "#lib/server/relay/read-query.ts";
import { type Answer, answersCall, answersQuery, savesEnd } from "./answers.ts";
import { commandOf, type Happening, type Doing } from "./command.ts";
import * as people from "./people.ts";
import { endsWell, expires, works } from "./usual.ts";
import * as worker from "./worker.ts";

const second = 1_000;
const hour = 3_600 * second;
const videoUrl = "https://files.example/v.mp4?sig=1";

const job = fc.nat({ max: 5 });
const pick = fc.nat({ max: 2 });
const process = fc.nat({ max: 1 });
const key = fc.constantFrom(null, null, "key 1", "key 2");

const callAnswers: Record<string, Answer> = {
  accepted: { kind: "accepted" },
  "another job's id": { kind: "duplicate" },
  refused: { kind: "rejected", code: "risk", message: "Risk Not Pass" },
  "the account is empty": { kind: "account", code: "quota", message: "no quota" },
  busy: { kind: "busy", message: "saturated", retryAfterMs: null },
  "busy for a day": { kind: "busy", message: "saturated", retryAfterMs: 24 * hour },
  "never sent": { kind: "unreached", message: "ECONNREFUSED" },
  reset: { kind: "unknown", reason: "connection", message: "ECONNRESET" },
  "no answer": { kind: "unknown", reason: "timeout", message: "timeout" },
  "a server error": { kind: "unknown", reason: "server_error", message: "502" },
  "cut JSON": { kind: "unknown", reason: "malformed", message: "cut" },
  "a web page": { kind: "unknown", reason: "page", message: "<html>" },
};

const queryAnswers = {
  queued: { ...noNews, state: "queued", relayStatus: "pending" },
  running: { ...noNews, state: "running", relayStatus: "processing", progress: 50 },
  "a video": { ...noNews, state: "succeeded", relayStatus: "completed", videoUrl },
  "success without a link": { ...noNews, state: "running", relayStatus: "completed", isUrlMissing: true },
  failed: { ...noNews, state: "failed", relayStatus: "failed", errorCode: "x", error: "failed", progress: 100 },
  "an unfamiliar word": { ...noNews, relayStatus: "marinating" },
  "no such task": { ...noNews, trouble: "missing", error: "task_not_exist" },
  busy: { ...noNews, trouble: "busy", retryAfterMs: 2_000 },
  "the account is empty": { ...noNews, trouble: "account", error: "no quota" },
  "a web page": { ...noNews, trouble: "unreadable" },
  nothing: { ...noNews, trouble: "unreachable", error: "ECONNRESET" },
} as const;

const submits = fc
  .record({
    key,
    prompt: fc.constantFrom("cat fish", "dog bird"),
    count: fc.constantFrom(1, 1, 2),
    isTwice: fc.boolean(),
  })
  .map(people.submits);
const calls = fc
  .tuple(process, fc.constantFrom<worker.Manner>("at once", "at once", "at once", "too late", "stopping", "dies"))
  .map(([at, manner]) => worker.calls(at, manner));
const callAnswered = fc
  .tuple(process, pick, fc.constantFrom(...Array<string>(8).fill("accepted"), ...Object.keys(callAnswers)))
  .map(([at, which, name]) => answersCall(at, which, name, callAnswers[name] ?? { kind: "accepted" }));
const queryAnswered = fc
  .tuple(process, pick, fc.constantFrom(...Object.entries(queryAnswers)))
  .map(([at, which, [name, outcome]]) => answersQuery(at, which, name, outcome));
const saveEnded = fc
  .tuple(process, pick, fc.constantFrom("saved", "interrupted", "link dead", "no video"))
  .map(([at, which, end]) => savesEnd(at, which, end));
const time = fc
  .constantFrom<[string, number]>(
    ["2 s", 2 * second],
    ["20 s", 20 * second],
    ["a minute", 62 * second],
    ["160 s", 160 * second],
    ["2 hours", 2 * hour],
    ["8 days", 8 * 24 * hour],
  )
  .map(([name, ms]) => worker.passes(name, ms));

const worked = fc.tuple(process, pick).map(([at, first]) => works(at, first));
const endedWell = fc.tuple(process, pick).map(([at, which]) => endsWell(at, which, queryAnswers["a video"]));

const happenings: readonly fc.Arbitrary<Happening>[] = [
  ...Array<fc.Arbitrary<Happening>>(6).fill(worked),
  ...Array<fc.Arbitrary<Happening>>(4).fill(endedWell),
  submits,
  submits,
  calls,
  callAnswered,
  callAnswered,
  callAnswered,
  process.map(worker.polls),
  queryAnswered,
  queryAnswered,
  process.map(worker.savesBegin),
  saveEnded,
  time,
  time,
  fc.constant(worker.callsTwice()),
  process.map(expires),
  process.map(worker.crashes),
  process.map(worker.sweeps),
  job.map(people.cancels),
  job.map(people.trashes),
  job.map(people.restores),
  job.map(people.rulesNotCreated),
  fc.boolean().map(people.pauses),
  fc.constant(people.pauses(false)),
  fc.tuple(job, fc.boolean(), key).map(([which, risk, name]) => people.retries(which, risk, name)),
  job.map((which) => people.retries(which, false, null)),
  fc.tuple(process, job).map(([at, which]) => people.checks(at, which)),
  fc.tuple(process, job, fc.boolean()).map(([at, which, other]) => people.pastesId(at, which, other)),
];

export function commandsFor(doing: Doing, maxCommands: number) {
  return fc.commands(
    happenings.map((happening) => happening.map((it) => commandOf(it, doing))),
    { maxCommands, size: "max" },
  );
}
