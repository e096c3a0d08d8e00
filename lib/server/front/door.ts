/**
 * The door of the relay's own API in front: a token of ours instead of a session, and refusals in the relay's shape. The
 * addresses that people open in a browser, and the files with a signed address, have no token.
 */
import type { FrontError } from "#lib/relay-front.ts";
import type { Visitor } from "#lib/person.ts";
import type { Problem } from "#lib/problem.ts";
import { callerOf } from "../access/api-tokens.ts";
import { config } from "../config.ts";
import { store } from "../database/store.ts";
import { problemOf, titleFor } from "../problem-response.ts";
import { expectOurs } from "../source.ts";

type Handler<P> = (request: Request, params: P, caller: Visitor) => Promise<Response>;
type OpenHandler<P> = (request: Request, params: P) => Promise<Response>;
type RouteHandler<P> = (request: Request, context: { params: Promise<P> }) => Promise<Response>;

/**
 * A session's cookie opens nothing here, so there is nothing that another site could abuse; that its requests are refused
 * all the same keeps one rule for every address.
 */
export function frontRoute<P = unknown>(who: "token", handler: Handler<P>): RouteHandler<P>;
export function frontRoute<P = unknown>(who: "anyone", handler: OpenHandler<P>): RouteHandler<P>;
export function frontRoute<P>(who: "token" | "anyone", handler: Handler<P>): RouteHandler<P> {
  return async (request, context) => {
    try {
      expectOurs(request);
      const caller = who === "token" ? await callerOf(await store(), request.headers, isOpen()) : nobody;
      return await handler(request, await context.params, caller);
    } catch (error) {
      return refusal(request, problemOf(error));
    }
  };
}

function isOpen(): boolean {
  return config().access.kind === "none";
}

const nobody: Visitor = { person: null, role: "member" };

function refusal(request: Request, problem: Problem): Response {
  const headers = new Headers({ "cache-control": "no-store" });
  const retryAfter = problem.details["retry_after"];
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  if (problem.status === 401) headers.set("www-authenticate", "Bearer");
  return Response.json({ error: errorOf(request, problem) }, { status: problem.status, headers });
}

function errorOf(request: Request, problem: Problem): FrontError {
  const [[param, fault] = []] = Object.entries(problem.fields ?? {});
  const title = titleFor(request, problem);
  return {
    message: param === undefined ? title : `${title}: ${param}: ${fault}`,
    type: problem.status < 500 ? "invalid_request_error" : "server_error",
    code: problem.code,
    param: param ?? null,
  };
}
