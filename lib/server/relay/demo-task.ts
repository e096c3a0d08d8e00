/**
 * A task of the demo's relay. Owns its id, which holds everything about it, and what it has come to at a given moment.
 * Nothing is stored, so a job that runs when the server stops goes on when it starts again. Must not know HTTP.
 */
import * as z from "zod/mini";

export const demoClips = ["aurora", "lanterns", "dunes", "silk", "bloom", "shore"] as const;
export type DemoClip = (typeof demoClips)[number];

export const demoFates = ["completed", "failed", "expired"] as const;
/** `expired` is completed too, but its link is dead from the beginning. */
export type DemoFate = (typeof demoFates)[number];

export interface DemoTask {
  createdMs: number;
  lifeMs: number;
  clip: DemoClip;
  fate: DemoFate;
  /** Eight random hex digits: two tasks of one millisecond must not share an id. */
  salt: string;
}

const prefix = "demo:";
const contents = z.tuple([
  z.int().check(z.nonnegative()),
  z.int().check(z.nonnegative()),
  z.enum(demoClips),
  z.enum(demoFates),
  z.string().check(z.regex(/^[0-9a-f]{8}$/)),
]);

export function encodeTask({ createdMs, lifeMs, clip, fate, salt }: DemoTask): string {
  const values: z.infer<typeof contents> = [createdMs, lifeMs, clip, fate, salt];
  return prefix + Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** Null for an id that this relay never gave. */
export function decodeTask(id: string): DemoTask | null {
  if (!id.startsWith(prefix)) return null;
  const parsed = contents.safeParse(jsonOrNull(Buffer.from(id.slice(prefix.length), "base64url").toString()));
  if (!parsed.success) return null;
  const [createdMs, lifeMs, clip, fate, salt] = parsed.data;
  const task = { createdMs, lifeMs, clip, fate, salt };
  // base64url reads many spellings of the same bytes; only the one that was given is an id.
  return encodeTask(task) === id ? task : null;
}

export interface DemoState {
  status: "pending" | "processing" | "completed" | "failed";
  /** Whole percent of the life that has passed since the work began. */
  progress: number;
  changedMs: number;
}

/** The first sixth of a life is spent in the queue. */
export function stateOf({ createdMs, lifeMs, fate }: DemoTask, nowMs: number): DemoState {
  const startsMs = createdMs + Math.round(lifeMs / 6);
  const endsMs = createdMs + lifeMs;
  if (nowMs >= endsMs) return { status: fate === "failed" ? "failed" : "completed", progress: 100, changedMs: endsMs };
  if (nowMs < startsMs) return { status: "pending", progress: 0, changedMs: createdMs };
  const progress = Math.floor((100 * (nowMs - startsMs)) / (endsMs - startsMs));
  return { status: "processing", progress, changedMs: nowMs };
}

/** Two clips for each of the three ratios; another ratio gets the nearest. `turn` alternates between the two. */
export function clipFor(aspectRatio: string, turn: number): DemoClip {
  const [width = 1, height = 1] = aspectRatio.split(":").map(Number);
  const slant = Math.log(width / height);
  const limit = Math.log(1.5) / 2;
  if (slant < -limit) return turn % 2 === 0 ? "aurora" : "lanterns";
  if (slant > limit) return turn % 2 === 0 ? "dunes" : "silk";
  return turn % 2 === 0 ? "bloom" : "shore";
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
