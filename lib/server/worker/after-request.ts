/** With `WORKER=request`, work is done once a request has its answer: the platform keeps the process alive for it. */
import { after } from "next/server";
import { config } from "../config.ts";
import { deps } from "./deps.ts";
import { pass } from "./pass.ts";

/**
 * Nothing, where a worker of its own runs or another process works. To look, or to follow a link, never leads to a paid
 * call.
 * @param request of somebody who was let in: nobody else sets anything going
 */
export function workAfterwards(request: Request): void {
  if (config().worker !== "request") return;
  const kind = isRead(request) ? "look" : "spend";
  after(async () => pass(await deps(), kind));
}

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}
