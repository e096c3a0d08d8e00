/** A setting that is an address of a server. */
import * as z from "zod/mini";

/** Comes out without a slash at its end. */
export const httpUrl = z.pipe(
  z.string().check(
    z.refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), {
      error: "must be an http:// or https:// address",
      abort: true,
    }),
    z.refine(
      (text) => new URL(text).username === "" && new URL(text).password === "",
      "must not carry a user name or password",
    ),
    z.refine((text) => new URL(text).search === "" && new URL(text).hash === "", "must end before any ? or #"),
  ),
  z.transform((text: string) => text.replace(/\/+$/, "")),
);
