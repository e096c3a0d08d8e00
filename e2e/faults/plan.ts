/** What the parent tells an instance: at its start, and while it lives. */
import * as z from "zod/mini";
import { crashPoints } from "./crash-points.ts";

export const planSchema = z.object({
  /** How many seconds pass for leases, rests and the budget in one of ours. 1 is the database's own clock. */
  speed: z.number(),
  crash: z.nullable(z.object({ point: z.enum(crashPoints), prompt: z.string(), mark: z.string() })),
});
export type Plan = z.infer<typeof planSchema>;

/** Each is answered with `{n, value}` or `{n, error}`. */
export const callSchema = z.discriminatedUnion("kind", [
  z.object({ n: z.number(), kind: z.literal("submit"), prompt: z.string(), key: z.string() }),
  z.object({ n: z.number(), kind: z.literal("look") }),
  z.object({ n: z.number(), kind: z.literal("resume") }),
  /** What a person rules of an unknown job who has looked into the relay's console; null: it is not there. */
  z.object({ n: z.number(), kind: z.literal("rule"), id: z.string(), relayId: z.nullable(z.string()) }),
  z.object({ n: z.number(), kind: z.literal("die_if_calling"), what: z.string() }),
]);
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type Call = DistributiveOmit<z.infer<typeof callSchema>, "n">;

export const answerSchema = z.union([
  z.object({ n: z.number(), value: z.unknown() }),
  z.object({ n: z.number(), error: z.string() }),
]);

export const lookSchema = z.object({
  isPaused: z.boolean(),
  jobs: z.array(
    z.object({
      id: z.string(),
      prompt: z.string(),
      status: z.string(),
      media: z.string(),
      failureCode: z.nullable(z.string()),
    }),
  ),
});
export type Look = z.infer<typeof lookSchema>;
export type JobSeen = Look["jobs"][number];
