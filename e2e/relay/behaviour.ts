/**
 * Everything the scripted relay can do to a request, as data: a test in another process scripts it with the same words.
 * Fault tests combine these; a new fault is a new kind here and a new case in `act.ts`.
 */
import * as z from "zod/mini";

/** What a request is for. Files are the clips' own address. */
export const targets = ["create", "query", "file"] as const;
export type Target = (typeof targets)[number];

const milliseconds = z.int().check(z.nonnegative());
const size = z.int().check(z.nonnegative());

/** The request was always read to its end before any of this begins. */
const common = {
  /** Waits this long first. */
  delayMs: z.optional(milliseconds),
  /** Waits first until the test opens the gate of this name. */
  gate: z.optional(z.string()),
};
/** Whether a create makes a task, and so costs money, although its answer does not say so. */
const charged = z.optional(z.boolean());

export const behaviourSchema = z.discriminatedUnion("kind", [
  /** What a well-behaved relay does. */
  z.strictObject({ kind: z.literal("ok"), ...common }),
  /** Any answer: `json` or `body`. Not charged unless it says so. */
  z.strictObject({
    kind: z.literal("answer"),
    status: z.int().check(z.minimum(200), z.maximum(599)),
    headers: z.optional(z.record(z.string(), z.string())),
    body: z.optional(z.string()),
    json: z.optional(z.json()),
    charged,
    ...common,
  }),
  /** The well-behaved answer with fields set or left out: a status that goes backwards, an id that is missing. */
  z.strictObject({
    kind: z.literal("edit"),
    set: z.optional(z.record(z.string(), z.json())),
    leaveOut: z.optional(z.array(z.string())),
    ...common,
  }),
  /** A create is answered with the id of the first task, as if it were its own; its own task is made and charged. */
  z.strictObject({ kind: z.literal("repeat_id"), ...common }),
  /** The connection ends without an answer, with RST or with FIN. Charged unless it says no. */
  z.strictObject({ kind: z.literal("reset"), charged, ...common }),
  z.strictObject({ kind: z.literal("close"), charged, ...common }),
  /** Silence that only the other side ends, before the head of the answer or in the middle of its body. */
  z.strictObject({ kind: z.literal("stall"), at: z.enum(["headers", "body"]), charged, ...common }),
  /** The well-behaved answer with its true length declared, cut in the middle. */
  z.strictObject({ kind: z.literal("cut"), ...common }),
  /** A file of another size than it declares (`null`: it declares none) or of another type. */
  z.strictObject({
    kind: z.literal("file"),
    sizeBytes: size,
    declaredBytes: z.optional(z.nullable(size)),
    type: z.optional(z.string()),
    ...common,
  }),
]);
export type Behaviour = z.infer<typeof behaviourSchema>;

/** What can happen to a connection before a byte of a request is read. `mute` accepts and never reads nor says anything. */
export const connectionBehaviours = ["ok", "close", "reset", "mute"] as const;
export type ConnectionBehaviour = (typeof connectionBehaviours)[number];

export const ok: Behaviour = { kind: "ok" };

/** Answers that were seen at real relays, by the class that they must be read as. */
export const seen = {
  busy: (retryAfterSeconds?: number): Behaviour => ({
    kind: "answer",
    status: 429,
    ...(retryAfterSeconds !== undefined && { headers: { "retry-after": String(retryAfterSeconds) } }),
  }),
  noCredit: coded(403, "insufficient_user_quota", "user quota is not enough, remaining quota: $0.000000"),
  badKey: {
    kind: "answer",
    status: 401,
    json: { error: { message: "Invalid token", type: "new_api_error", code: "" } },
  },
  refused: coded(400, 50413, "Post Text Risk Not Pass"),
  /** The HTTP status lies: this is moderation. */
  refusedAs500: coded(500, "50411", "Pre Img Risk Not Pass"),
  serverError: coded(500, "do_request_failed", "request to the upstream failed"),
  badGateway: page(502, "502 Bad Gateway"),
  timeout: page(524, "524: A timeout occurred"),
  /** What a wrong base URL answers to everything: the index page of a web app. */
  webPage: page(200, "New API"),
  empty: { kind: "answer", status: 200, body: "" },
  cutJson: { kind: "answer", status: 200, headers: { "content-type": "application/json" }, body: '{"id":"demo:' },
  noId: { kind: "edit", leaveOut: ["id"] },
  misdirected: { kind: "answer", status: 421, body: "Misdirected Request" },
  moved: (location: string, status: 301 | 302 | 307 | 308 = 307): Behaviour => ({
    kind: "answer",
    status,
    headers: { location },
  }),
  taskMissing: coded(400, "task_not_exist", "task_not_exist"),
  expiredLink: { kind: "answer", status: 403, headers: { "content-type": "application/xml" }, body: "<Error/>" },
  notAVideo: { kind: "answer", status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html>" },
} as const satisfies Record<string, Behaviour | ((...given: never[]) => Behaviour)>;

function coded(status: number, code: string | number, message: string): Behaviour {
  return { kind: "answer", status, json: { code, message, data: null } };
}

function page(status: number, title: string): Behaviour {
  const body = `<!doctype html><html><head><title>${title}</title></head><body></body></html>`;
  return { kind: "answer", status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}
