/**
 * The door of every route handler: who may come in, how large a body may be, and how whatever goes wrong is said. A
 * handler parses, calls and answers; this file knows no job.
 */
import * as z from "zod/mini";
import { drawnForName } from "#lib/drawn-for.ts";
import type { Faults } from "#lib/faults.ts";
import type { Visitor } from "#lib/person.ts";
import { Problem } from "#lib/problem.ts";
import { visitorOf } from "./access/visitor.ts";
import { faultsFor } from "./faults-for.ts";
import { log } from "./log.ts";
import { problemResponse } from "./problem-response.ts";
import { expectOurs } from "./source.ts";
import { workAfterwards } from "./worker/after-request.ts";

/** The largest honest body (a full prompt and every image link) is a fraction of this. */
const maxBodyBytes = 64 * 1024;

/** Who may call: anyone at all, or a person who has signed in, or one who also runs the desk. */
type Who = "anyone" | "member" | "admin";
type Handler<P> = (request: Request, params: P, visitor: Visitor) => Promise<Response>;
/** Whoever may be anyone is not told apart. */
type OpenHandler<P> = (request: Request, params: P) => Promise<Response>;
type RouteHandler<P> = (request: Request, context: { params: Promise<P> }) => Promise<Response>;

/** Every handler says who may call it, and gets who calls: there is no handler without a door. */
export function route<P = unknown>(who: "anyone", handler: OpenHandler<P>): RouteHandler<P>;
export function route<P = unknown>(who: "member" | "admin", handler: Handler<P>): RouteHandler<P>;
export function route<P>(who: Who, handler: Handler<P>): RouteHandler<P> {
  return async (request, context) => {
    let visitor = anyone;
    try {
      expectOurs(request);
      if (who !== "anyone") {
        visitor = await signedIn(request);
        expectDrawnFor(request, visitor);
      }
      if (who === "admin" && visitor.role !== "admin") throw new Problem("admins_only", "Only an admin may do this");
      const answer = await handler(request, await context.params, visitor);
      if (who !== "anyone") workAfterwards(request);
      return answer;
    } catch (error) {
      if (error instanceof Problem && isTrespass(error)) noteTrespass(request, visitor, error);
      return problemResponse(request, error);
    }
  };
}

const anyone: Visitor = { person: null, role: "member" };

/** @throws {Problem} `not_signed_in`, `access_unavailable` */
async function signedIn(request: Request): Promise<Visitor> {
  const visitor = await visitorOf(request.headers);
  if (visitor === null) throw new Problem("not_signed_in", "Sign in first");
  return visitor;
}

/** @throws {Problem} `other_person` for a write of a page that was drawn for another than who has signed in since */
function expectDrawnFor({ method, headers }: Request, { person }: Visitor): void {
  const drawnFor = headers.get(drawnForName);
  if (drawnFor === null || method === "GET" || method === "HEAD" || decoded(drawnFor) === person) return;
  throw new Problem("other_person", "Somebody else has signed in since the page was opened");
}

/** Somebody whom we know tried what is not theirs; strangers could fill the log. */
function isTrespass({ code }: Problem): boolean {
  return code === "admins_only" || code === "not_yours";
}

function noteTrespass(request: Request, { person }: Visitor, { code }: Problem): void {
  log.warn("Refused to somebody who may not", {
    person,
    code,
    method: request.method,
    path: new URL(request.url).pathname,
  });
}

/** A part of the address, as it was before it was written into one. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

type BadValues = "invalid_fields" | "invalid_query";
/** Makes a schema that says what is wrong in these words. */
type SchemaIn<T> = (faults: Faults) => T;

/**
 * The body, as its schema gives it. An absent body counts as `{}` where the schema allows that.
 * @throws {Problem} `too_large`, `not_json`, `invalid_json`, `invalid_fields`
 */
export async function readBody<T extends z.ZodMiniType>(request: Request, schema: SchemaIn<T>): Promise<z.output<T>> {
  const text = await readText(request);
  if (text === "") return parse(request, schema, {}, "invalid_fields");
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Problem("not_json", "The body must be application/json");
  return parse(request, schema, parseJson(text), "invalid_fields");
}

/**
 * For a call that has nothing to be told: a body with something in it was meant for another.
 * @throws {Problem} as `readBody`
 */
export async function expectNoFields(request: Request): Promise<void> {
  await readBody(request, noFields);
}

function noFields({ notObject }: Faults) {
  return z.strictObject({}, notObject);
}

/**
 * As {@link readBody}, and also as a form sends it that works without a script.
 * @throws {Problem} as `readBody`
 */
export async function readForm<T extends z.ZodMiniType>(request: Request, schema: SchemaIn<T>): Promise<z.output<T>> {
  if (!isForm(request)) return readBody(request, schema);
  const values = valuesOf(request, new URLSearchParams(await readText(request)), "invalid_fields");
  return parse(request, schema, values, "invalid_fields");
}

/** A browser that sent a form shows what comes back as its next page. */
export function isForm(request: Request): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers.get("content-type") ?? "");
}

/** @param path of this server; the browser follows with GET */
export function seeOther(path: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store", ...headers } });
}

/** @throws {Problem} `invalid_query`, naming the parameter; one given twice is an error too */
export function readQuery<T extends z.ZodMiniType>(request: Request, schema: SchemaIn<T>): z.output<T> {
  const { searchParams } = new URL(request.url);
  return parse(request, schema, valuesOf(request, searchParams, "invalid_query"), "invalid_query");
}

function valuesOf(request: Request, search: URLSearchParams, code: BadValues): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of search) {
    if (values.has(name)) {
      const { summary, twice } = faultsFor(request);
      throw new Problem(code, summary, { [name]: twice });
    }
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

/** @throws {Problem} `invalid_fields` when the header is there and unusable */
export function readIntentKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  const { summary, intentKey } = faultsFor(request);
  throw new Problem("invalid_fields", summary, { "Idempotency-Key": intentKey });
}

/** Made once a language: a schema costs more than most that it judges. */
const made = new WeakMap<SchemaIn<z.ZodMiniType>, Map<Faults, z.ZodMiniType>>();

function schemaIn<T extends z.ZodMiniType>(schema: SchemaIn<T>, faults: Faults): T {
  const known = made.get(schema) ?? new Map<Faults, z.ZodMiniType>();
  made.set(schema, known);
  if (!known.has(faults)) known.set(faults, schema(faults));
  return known.get(faults) as T; // what is kept under a schema's maker was made by it
}

function parse<T extends z.ZodMiniType>(
  request: Request,
  schema: SchemaIn<T>,
  value: unknown,
  code: BadValues,
): z.output<T> {
  const faults = faultsFor(request);
  const parsed = schemaIn(schema, faults).safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem(code, faults.summary, fieldsOf(parsed.error.issues, faults));
}

/** One message a field. A field that is not known is named itself, not the object that holds it. */
function fieldsOf(issues: readonly z.core.$ZodIssue[], { unknownField }: Faults): Record<string, string> {
  const fields = new Map<string, string>();
  const add = (path: readonly PropertyKey[], message: string) => {
    const name = path.map(String).join(".") || "body";
    if (!fields.has(name)) fields.set(name, message);
  };
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") add(issue.path, issue.message);
    else for (const key of issue.keys) add([...issue.path, key], unknownField);
  }
  return Object.fromEntries(fields);
}

async function readText(request: Request): Promise<string> {
  const bytes = await readBytes(request);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("invalid_json", "The body is not valid UTF-8");
  }
}

async function readBytes(request: Request): Promise<ArrayBuffer | Uint8Array> {
  const tooLarge = () => new Problem("too_large", `The body must be at most ${maxBodyBytes / 1024} KiB`);
  const announced = request.headers.get("content-length");
  if (announced !== null) {
    if (Number(announced) > maxBodyBytes) throw tooLarge();
    return request.arrayBuffer(); // Node's HTTP parser lets no body be longer than it was announced
  }
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("invalid_json", "The body is not valid JSON");
  }
}
