/**
 * A relay of our own, Request -> Response: the demo mode calls it inside the process, the tests serve it over HTTP. Owns
 * what the two calls answer. Must not know jobs, the database or who calls.
 *
 * How our relay differs from the real ones
 * - It makes nothing: a task is one of six clips that lie in public/demo, chosen by the ratio. A reference image is
 *   neither loaded nor looked at, so the ratio does not follow it.
 * - It is done in 5 to 9 seconds instead of minutes, asks for no money and knows every key (tests may set one).
 * - It stores nothing: the task is its id. So it forgets no task after 12 hours, and it has no console to find one in;
 *   the words of a lost answer name the id instead.
 * - Its answers have the documented shapes, in two of the dialects that were seen; the real ones have dozens.
 * - It counts no requests. When it is busy (#busy), it says for how long; the real software sets no Retry-After.
 * - Its errors are in English, where the real ones are mostly in Chinese.
 * - Every fault is asked for by a word in the prompt (lib/demo-words.ts). Faults of the network are the tests' business.
 */
import { randomBytes } from "node:crypto";
import * as z from "zod/mini";
import { type DemoWord, demoWordsIn } from "#lib/demo-words.ts";
import { promptLength } from "#lib/job.ts";
import { fileAnswer, signedUrl } from "./demo-files.ts";
import { type DemoFate, type DemoTask, clipFor, decodeTask, encodeTask, stateOf } from "./demo-task.ts";

/** `.invalid` never resolves, so a call that misses the demo's relay cannot reach anybody. */
export const demoBaseUrl = "http://relay.demo.invalid";

export interface DemoRelayOptions {
  /** Milliseconds since 1970. */
  now?: () => number;
  /** How long a task takes; 5 to 9 seconds when it is not given. */
  lifeMs?: number;
  /** How long a file's link lives; one hour, as at the model's own host. */
  linkLifeMs?: number;
  /** The only key that is let in; any when it is not given. */
  apiKey?: string;
  /** Told of every task made and of the request that made it, also when the answer is lost. */
  onTask?: (id: string, request: Request) => void;
}

export type DemoRelay = (request: Request) => Promise<Response>;

export const demoRelay: DemoRelay = makeDemoRelay();

/** What `#lost` ends in: to the caller, a connection that broke after the request was read. */
export class LostAnswer extends Error {
  constructor(id: string) {
    super(`The demo lost this answer on purpose (#lost). A relay's console would show the task as ${id}`);
    this.name = "LostAnswer";
  }
}

/** @throws {LostAnswer} from the relay that it makes. */
export function makeDemoRelay(options: DemoRelayOptions = {}): DemoRelay {
  const now = options.now ?? Date.now;
  const create = makeCreate(options, now);
  const linkLifeMs = options.linkLifeMs ?? 3_600_000;
  return async (request) => {
    const url = new URL(request.url);
    const call = `${request.method} ${url.pathname}`;
    if (request.method === "GET") {
      const file = await fileAnswer(url, now());
      if (file !== null) return file;
    }
    if (call !== "POST /v1/video/create" && call !== "GET /v1/video/query") return invalidUrl(call);
    if (!isLetIn(request, options.apiKey)) return relayError(401, "", "Invalid token", "new_api_error");
    return call === "POST /v1/video/create" ? create(await request.text(), request) : query(url, now(), linkLifeMs);
  };
}

/** The counters of `#busy` and `#account`, and the turn of the clips, are all that one relay remembers. */
function makeCreate(options: DemoRelayOptions, now: () => number) {
  const callsByPrompt = new Map<string, number>();
  let turn = 0;
  return (body: string, request: Request): Response => {
    const parsed = createSchema.safeParse(jsonOrUndefined(body));
    if (!parsed.success) return invalidField(parsed.error.issues[0]);
    const { prompt, aspect_ratio: aspectRatio } = parsed.data;
    const words = demoWordsIn(prompt);
    const obstacle = obstacleOf(words, callsByPrompt.get(prompt) ?? 0);
    if (obstacle !== null) {
      callsByPrompt.set(prompt, (callsByPrompt.get(prompt) ?? 0) + 1);
      return obstacle;
    }
    callsByPrompt.delete(prompt);
    const task: DemoTask = {
      createdMs: now(),
      lifeMs: lifeOf(words, options.lifeMs),
      clip: clipFor(aspectRatio, turn++),
      fate: fateOf(words),
      salt: randomBytes(4).toString("hex"),
    };
    const id = encodeTask(task);
    options.onTask?.(id, request);
    if (words.has("#lost")) throw new LostAnswer(id);
    return Response.json({ id, status: "pending", status_update_time: task.createdMs });
  };
}

/** What stands in the way of this call, being the (n + 1)th for its prompt; null when it goes through. */
function obstacleOf(words: ReadonlySet<DemoWord>, callsBefore: number): Response | null {
  if (words.has("#refused")) return refusal();
  if (words.has("#account") && callsBefore < 1)
    return coded(403, "insufficient_user_quota", "user quota is not enough, remaining quota: $0.000000");
  const busyCalls = words.has("#account") ? 3 : 2;
  if (words.has("#busy") && callsBefore < busyCalls) {
    const busy = relayError(429, "429", "The upstream load is saturated, please try again later", "one_api_error");
    busy.headers.set("retry-after", "2");
    return busy;
  }
  return null;
}

function lifeOf(words: ReadonlySet<DemoWord>, lifeMs: number | undefined): number {
  if (words.has("#slow")) return 90_000;
  return lifeMs ?? 5_000 + Math.floor(Math.random() * 4_000);
}

function fateOf(words: ReadonlySet<DemoWord>): DemoFate {
  if (words.has("#failed")) return "failed";
  return words.has("#expired") ? "expired" : "completed";
}

function query(url: URL, nowMs: number, linkLifeMs: number): Response {
  const id = url.searchParams.get("id") ?? "";
  const task = decodeTask(id);
  if (task === null) return coded(400, "task_not_exist", "task_not_exist");
  const { status, progress, changedMs } = stateOf(task, nowMs);
  // Half of the tasks speak the other dialect: no prefix in the id, an empty string for no URL, progress as text.
  const isPlain = Number.parseInt(task.salt.slice(0, 1), 16) % 2 === 0;
  const common = {
    id: isPlain ? id : id.slice(id.indexOf(":") + 1),
    status,
    status_update_time: changedMs,
    progress: isPlain ? progress : `${progress}%`,
  };
  if (status === "failed") return Response.json({ ...common, video_url: null, error: failure });
  if (status !== "completed") return Response.json({ ...common, video_url: isPlain ? null : "" });
  const expiresMs = task.fate === "expired" ? nowMs - 1_000 : nowMs + linkLifeMs;
  return Response.json({
    ...common,
    video_url: signedUrl(url.origin, task.clip, "mp4", expiresMs),
    thumbnail_url: signedUrl(url.origin, task.clip, "jpg", expiresMs),
  });
}

const failure = { code: "video_generation_failed", message: "The model gave up on this video (#failed asked for it)" };

const text = z.string().check(z.minLength(1));
const createSchema = z.object({
  model: text,
  prompt: text.check(z.refine((prompt) => promptLength(prompt) <= 10_000)),
  aspect_ratio: z.string().check(z.regex(/^[1-9]\d{0,3}:[1-9]\d{0,3}$/)),
  size: text,
  images: z.array(z.string().check(z.regex(/^https?:\/\/\S+$/i))),
});

function isLetIn(request: Request, apiKey: string | undefined): boolean {
  const [, key] = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
  return key !== undefined && (apiKey === undefined || key === apiKey);
}

function invalidField(issue: { path: PropertyKey[] } | undefined): Response {
  const field = issue?.path[0]?.toString();
  const message = field === undefined ? "invalid request body" : `invalid value for field ${field}`;
  return relayError(400, "invalid_request", message, "invalid_request_error", field);
}

function invalidUrl(call: string): Response {
  const error = { message: `Invalid URL (${call})`, type: "invalid_request_error", param: "", code: "" };
  return Response.json({ error }, { status: 404 });
}

function relayError(status: number, code: string, message: string, type: string, param = ""): Response {
  return Response.json({ error: { message: withRequestId(message), type, param, code } }, { status });
}

function coded(status: number, code: string, message: string): Response {
  return Response.json({ code, message, data: null }, { status });
}

/** The content check of the model's own host, which relays pass on as it is. */
function refusal(): Response {
  const body = { code: 50413, data: null, message: "Post Text Risk Not Pass", request_id: requestId(), status: 50413 };
  return Response.json({ ...body, time_elapsed: "36.799829ms" }, { status: 400 });
}

function withRequestId(message: string): string {
  return `${message} (request id: ${requestId()})`;
}

function requestId(): string {
  return new Date().toISOString().replace(/\D/g, "") + randomBytes(4).toString("hex");
}

function jsonOrUndefined(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
