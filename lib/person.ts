/** Who people are here: names, roles, and what may be asked about them. One schema serves the page and the handlers. */
import * as z from "zod/mini";

export const roles = ["member", "admin"] as const;
export type Role = (typeof roles)[number];

/** Whoever asks. Where nobody signs in there is no name, and whoever reaches the server runs it. */
export interface Visitor {
  person: string | null;
  role: Role;
}

const nameMax = 64;

/** Letters of any script, digits, and what stands in names and mail addresses. */
export const nameSchema = z.pipe(
  z.pipe(
    z.string("must be text"),
    z.transform((text: string) => text.normalize("NFC").trim()),
  ),
  z
    .string()
    .check(
      z.minLength(1, "write a name"),
      z.maxLength(nameMax, `at most ${nameMax} characters`),
      z.regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,_@+'’-]*$/u, "must be letters, digits and . , _ @ + ' -"),
    ),
);

const capSchema = z.nullable(
  z
    .int("must be a whole number, or null for no limit of its own")
    .check(z.minimum(0, "at least 0"), z.maximum(1_000_000, "at most 1000000")),
);
const roleSchema = z.enum(roles, "must be member or admin");

/** The body of `POST /api/sign-in`, as JSON or as a form. */
export const signInSchema = z.strictObject({
  name: z.string("must be text").check(z.maxLength(200, "at most 200 characters")),
  passcode: z.string("must be text").check(z.maxLength(200, "at most 200 characters")),
  /** Where the form leads to, once in. */
  to: z.optional(z.string().check(z.maxLength(4_000, "at most 4000 characters"))),
});

export const newPersonSchema = z.strictObject({ name: nameSchema, role: z.optional(roleSchema) });
export const personChangeSchema = z.strictObject({
  role: z.optional(roleSchema),
  is_revoked: z.optional(z.boolean("must be true or false")),
  jobs_per_day: z.optional(capSchema),
});
export type PersonChange = z.infer<typeof personChangeSchema>;

export const capsChangeSchema = z.strictObject({
  jobs_per_day: z.optional(capSchema),
  jobs_per_person_per_day: z.optional(capSchema),
});
export type CapsChange = z.infer<typeof capsChangeSchema>;

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

export const sessionSchema = z.object({
  person: z.nullable(z.string()),
  role: z.enum(roles),
  jobs_today: z.number(),
  jobs_per_day: z.nullable(z.number()),
});
