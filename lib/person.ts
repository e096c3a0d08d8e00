/** Who people are here: names, roles, and what may be asked about them. One schema serves the page and the handlers. */
import * as z from "zod/mini";
import type { Faults } from "./faults.ts";
import { faults as english } from "./text/en/faults.ts";

export const roles = ["member", "admin"] as const;
export type Role = (typeof roles)[number];

/** Whoever asks. Where nobody signs in there is no name, and whoever reaches the server runs it. */
export interface Visitor {
  person: string | null;
  role: Role;
}

const nameMax = 64;
const capMax = 1_000_000;

/** Letters of any script, digits, and what stands in names and mail addresses. */
export function nameSchema(faults: Faults = english) {
  return z.pipe(
    z.pipe(
      z.string(faults.notText),
      z.transform((text: string) => text.normalize("NFC").trim()),
    ),
    z
      .string()
      .check(
        z.minLength(1, faults.person.noName),
        z.maxLength(nameMax, faults.tooLong(nameMax)),
        z.regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,_@+'’-]*$/u, faults.person.name),
      ),
  );
}

function capSchema(faults: Faults) {
  return z.nullable(
    z.int(faults.person.cap).check(z.minimum(0, faults.atLeast(0)), z.maximum(capMax, faults.atMost(capMax))),
  );
}

function roleSchema({ person }: Faults) {
  return z.enum(roles, person.role);
}

/** The body of `POST /api/sign-in`, as JSON or as a form. What cannot be a name or a passcode is a wrong one. */
export function signInSchema(faults: Faults = english) {
  const text = (max: number) => z.string(faults.notText).check(z.maxLength(max, faults.tooLong(max)));
  // `to`: where the form leads to, once in.
  return z.strictObject({ name: text(200), passcode: text(200), to: z.optional(text(4_000)) });
}

/** The body of `POST /api/sign-out`: every session of the person ends, or this one alone. */
export function signOutSchema({ notTrue }: Faults = english) {
  return z.strictObject({ everywhere: z.optional(z.literal("true", notTrue)) });
}

/** The body of `POST /api/session/passcode`: the present one. */
export function renewalSchema(faults: Faults = english) {
  return z.strictObject({ passcode: z.string(faults.notText).check(z.maxLength(200, faults.tooLong(200))) });
}
export const renewalReplySchema = z.object({ passcode: z.string() });

export function newPersonSchema(faults: Faults = english) {
  return z.strictObject({ name: nameSchema(faults), role: z.optional(roleSchema(faults)) });
}

export function personChangeSchema(faults: Faults = english) {
  return z.strictObject({
    role: z.optional(roleSchema(faults)),
    is_revoked: z.optional(z.boolean(faults.notBoolean)),
    jobs_per_day: z.optional(capSchema(faults)),
  });
}
export type PersonChange = z.infer<ReturnType<typeof personChangeSchema>>;

export function capsChangeSchema(faults: Faults = english) {
  const cap = z.optional(capSchema(faults));
  return z.strictObject({ jobs_per_day: cap, jobs_per_person_per_day: cap });
}
export type CapsChange = z.infer<ReturnType<typeof capsChangeSchema>>;

const time = z.string();
export const personSchema = z.object({
  name: z.string(),
  role: z.enum(roles),
  is_revoked: z.boolean(),
  /** False for people whom a proxy vouches for. */
  has_passcode: z.boolean(),
  /** Their own cap; null: the one for everybody. */
  jobs_per_day: z.nullable(z.number()),
  jobs_today: z.number(),
  created_at: time,
  last_seen_at: z.nullable(time),
});
export type Person = z.infer<typeof personSchema>;

export const peopleReplySchema = z.object({ people: z.array(personSchema) });
/** A passcode is shown once, when it is made: only its hash is kept. */
export const newPasscodeSchema = z.object({ person: personSchema, passcode: z.nullable(z.string()) });
export type NewPasscode = z.infer<typeof newPasscodeSchema>;

/** Whoever is signed in, and how many jobs they may still make today. */
export const sessionSchema = z.object({
  person: z.nullable(z.string()),
  role: z.enum(roles),
  jobs_today: z.number(),
  jobs_per_day: z.nullable(z.number()),
});
export type Session = z.infer<typeof sessionSchema>;

const capsSchema = z.object({
  jobs_per_day: z.nullable(z.number()),
  jobs_per_person_per_day: z.nullable(z.number()),
});
/** The caps that hold, who set them, and today's count. A day ends at midnight in `time_zone`. */
export const capsReplySchema = z.extend(capsSchema, {
  set_here: capsSchema,
  settings: capsSchema,
  jobs_today: z.number(),
  time_zone: z.string(),
  /** What one job costs, for people to read; null when the settings say nothing of it. */
  price: z.nullable(z.object({ amount: z.number(), currency: z.string() })),
});
export type CapsReply = z.infer<typeof capsReplySchema>;

/** `counted`: those that may have been charged, which is what the caps go by. */
export const dayCountSchema = z.object({
  day: z.string(),
  person: z.nullable(z.string()),
  submitted: z.number(),
  counted: z.number(),
  succeeded: z.number(),
  unknown: z.number(),
});
export type DayCount = z.infer<typeof dayCountSchema>;
export const countsReplySchema = z.object({ counts: z.array(dayCountSchema) });

export function countsQuerySchema(faults: Faults = english) {
  const days = z.coerce
    .number(faults.notNumber)
    .check(z.int(faults.notWhole), z.minimum(1, faults.atLeast(1)), z.maximum(366, faults.atMost(366)));
  return z.strictObject({ days: z._default(days, 30) });
}
