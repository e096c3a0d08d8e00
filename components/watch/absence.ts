import { ApiProblem } from "#lib/api.ts";
import type { WatchText } from "#lib/watch-text.ts";

/** Why there is no job to look at yet: one that does not exist is something else than a server that does not answer. */
export function absenceOf(error: Error | null, { view }: WatchText): string {
  if (error === null) return view.loading;
  return error instanceof ApiProblem && error.status === 404 ? view.missing : view.unreachable;
}
