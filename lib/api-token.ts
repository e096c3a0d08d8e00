/** A program's token for the relay's own API in front: what may be asked for, and how it travels. */
import * as z from "zod/mini";
import type { Faults } from "./faults.ts";
import { faults as english } from "./text/en/faults.ts";

export const tokenNameMax = 64;

/** The body of `POST /api/tokens`. */
export function newTokenSchema(faults: Faults = english) {
  const name = z.string(faults.notText).check(
    z.refine((text) => text.trim() !== "", { error: faults.token.noName, abort: true }),
    z.maxLength(tokenNameMax, { error: faults.tooLong(tokenNameMax), abort: true }),
    z.refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), faults.prompt.unsendable),
  );
  return z.strictObject({ name }, faults.notObject);
}

export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Whose jobs it makes. */
  person: z.nullable(z.string()),
  created_at: z.string(),
  last_used_at: z.nullable(z.string()),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;

export const tokensReplySchema = z.object({ tokens: z.array(apiTokenSchema) });
/** The secret is shown once, when it is made: only its hash is kept. */
export const newTokenReplySchema = z.object({ token: apiTokenSchema, secret: z.string() });
export type NewToken = z.infer<typeof newTokenReplySchema>;
