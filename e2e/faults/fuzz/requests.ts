/** Requests to one route: honest ones, broken ones, and every mixture. */
import fc from "fast-check";
import type * as z from "zod/mini";
import { dispatchChangeSchema, resolutionSchema, retrySchema, submissionSchema } from "#lib/job.ts";
import { capsChangeSchema, newPersonSchema, personChangeSchema, signInSchema } from "#lib/person.ts";
import { parseConfig } from "#lib/server/config.ts";
import { type Sent, unknownMethods } from "./answers.ts";
import { bodyOf, text } from "./from-schema.ts";

const { limits } = parseConfig({});

/** A route without a body of its own gets those of the others. */
const schemas: Record<string, z.ZodMiniType> = {
  "/api/jobs": submissionSchema(limits),
  "/api/jobs/[id]/retries": retrySchema(),
  "/api/jobs/[id]/resolution": resolutionSchema(),
  "/api/dispatch": dispatchChangeSchema(),
  "/api/people": newPersonSchema(),
  "/api/people/[name]": personChangeSchema(),
  "/api/caps": capsChangeSchema(),
  "/api/sign-in": signInSchema(),
};
const pools = {
  prompt: ["cat fish", "🐟", "x".repeat(800)],
  aspect_ratio: [...limits.aspect_ratios],
  size: [...limits.sizes],
  model: [limits.model],
  "prompts[]": ["cat fish", "🐟"],
  "images[]": ["https://pictures.example/1.png", "http://pictures.example:81/a?b=c"],
  // One job each, so that a long run does not fill the disk with clips.
  count: [1, 1, 1, 2],
  // A new person's passcode is hashed slowly, so few of them are new.
  name: ["Ada", "王小明"],
  to: ["/jobs/x", "//elsewhere.example"],
  jobs_per_day: [null, 1_000_000],
  jobs_per_person_per_day: [null, 5],
};

/** Those that a route may have a handler for; Next makes HEAD and OPTIONS of them. */
export const methods = ["GET", "POST", "DELETE", "PUT", "PATCH"];

const latin = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 300,
});
const oneOf = (...values: string[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: latin });

const oddHeader = fc.oneof(
  header("idempotency-key", "key-1", "key-2", "two words", ""),
  header("origin", "null", "https://elsewhere.example"),
  header("sec-fetch-site", "same-origin", "none", "cross-site"),
  header("range", "bytes=0-0", "bytes=-1", "bytes=5-1", "bytes=0-,1-", "bytes=99999999999999999999-"),
  header("if-none-match", "*", '"x"'),
  header("if-range", '"x"', "Sun, 22 Nov 2026 00:00:00 GMT"),
  header("accept", "*/*", "text/html", "application/xml"),
  header("cookie", "a=b"),
  header("authorization", "Bearer x"),
  header("host", "elsewhere.example"),
  header("x-forwarded-host", "elsewhere.example"),
  header("x-http-method-override", "DELETE"),
  header("content-encoding", "gzip", "identity"),
  header("rsc", "1"),
  header("next-action", "x".repeat(40)),
  header("next-router-state-tree", "%5B%22%22%5D", "{"),
);
/** One or two at a time: more, and nothing would come past the first that is refused. */
const oddHeaders = fc
  .uniqueArray(oddHeader, { minLength: 1, maxLength: 2, selector: ([name]) => name })
  .map((pairs): Record<string, string> => Object.fromEntries(pairs));

function header(name: string, ...values: string[]): fc.Arbitrary<[name: string, value: string]> {
  return oneOf(...values).map((value) => [name, value]);
}

const contentType = fc.oneof(
  { weight: 8, arbitrary: fc.constant("application/json") },
  { weight: 1, arbitrary: oneOf("text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded") },
);

const anyQuery = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.tuple(
          oneOf("status", "q", "starred", "trashed", "batch", "cursor", "limit", "since", "ids", "download", "_rsc"),
          text,
        ),
        { maxLength: 3 },
      )
      .map((pairs) => `?${new URLSearchParams(pairs.map(([name, value]) => [name, value.toWellFormed()]))}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "?",
      "?%",
      "?%ff=%00",
      "?a[]=1&a[]=2",
      "?limit=1&limit=2",
      "??",
      "?status=queued,running",
      "?trashed=true&starred=true&q=fish",
      "?since=1",
      "?since=1.2.1",
    ),
  },
);

/**
 * @param route as in the build, with `[id]` where an id stands
 * @param handled the methods that it has; the others are tried now and then
 */
export function requestsTo(route: string, handled: readonly string[], ids: readonly string[]): fc.Arbitrary<Sent> {
  const segment = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...ids) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("01890000-0000-7000-8000-000000000000", "%00", "%2e%2e", "..%2f..%2fx", "%ff", "%"),
    },
    { weight: 1, arbitrary: text.map((word) => encodeURIComponent(word.toWellFormed()) || "x") },
  );
  const query = fc.oneof(
    { weight: 6, arbitrary: anyQuery },
    { weight: 1, arbitrary: fc.subarray([...ids], { minLength: 1 }).map((some) => `?ids=${some.join(",")}`) },
  );
  const method = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...handled) },
    { weight: 1, arbitrary: fc.constantFrom(...methods, "HEAD", "OPTIONS", ...unknownMethods) },
  );
  const own = schemas[route];
  const values = own === undefined ? Object.values(schemas) : [own];
  const body = fc.oneof(
    { weight: 6, arbitrary: fc.oneof(...values.map((schema) => bodyOf(schema, pools))).map(asBytes) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("{", "", "[".repeat(5_000), `{"prompt":"${"x".repeat(70_000)}"}`).map(bytes),
    },
  );
  return fc
    .record({
      method,
      segment,
      query,
      contentType,
      body,
      odd: fc.oneof(fc.constant({}), oddHeaders),
      isTyped: fc.nat({ max: 9 }),
    })
    .map((made) => {
      const path =
        route.replace(/\[(id|name)\]/, made.segment).replace("[...rest]", `some/${made.segment}`) + made.query;
      const hasBody = made.method !== "GET" && made.method !== "HEAD";
      const type: Record<string, string> = hasBody && made.isTyped > 0 ? { "content-type": made.contentType } : {};
      return { method: made.method, path, headers: { ...type, ...made.odd }, body: hasBody ? made.body : null };
    });
}

function asBytes(value: unknown): Uint8Array {
  return bytes(JSON.stringify(value));
}

function bytes(body: string): Uint8Array {
  return new TextEncoder().encode(body);
}
