/** The browser's side of share links and tokens. */
import { queryOptions } from "@tanstack/react-query";
import { read, write } from "./api.ts";
import { type ApiToken, type NewToken, newTokenReplySchema, tokensReplySchema } from "./api-token.ts";
import { type NewShare, newShareReplySchema, type Share, type ShareDays, sharesReplySchema } from "./share.ts";

const refreshMs = 30_000;

/** Under the job's own key, so that what makes the job stale makes its links stale too. */
export function sharesQuery(jobId: string) {
  return queryOptions({
    queryKey: ["job", jobId, "shares"] as const,
    queryFn: async ({ signal }): Promise<Share[]> =>
      (await read(() => sharesReplySchema, sharesPath(jobId), signal)).shares,
    refetchInterval: refreshMs,
  });
}

export function makeShare(jobId: string, days: ShareDays): Promise<NewShare> {
  return write(() => newShareReplySchema, "POST", sharesPath(jobId), { days });
}

export function revokeShare(id: string): Promise<null> {
  return write(nothing, "DELETE", `/api/shares/${encodeURIComponent(id)}`);
}

export function tokensQuery() {
  return queryOptions({
    queryKey: ["tokens"] as const,
    queryFn: async ({ signal }): Promise<ApiToken[]> =>
      (await read(() => tokensReplySchema, "/api/tokens", signal)).tokens,
    refetchInterval: refreshMs,
  });
}

export function makeToken(name: string): Promise<NewToken> {
  return write(() => newTokenReplySchema, "POST", "/api/tokens", { name });
}

export function revokeToken(id: string): Promise<null> {
  return write(nothing, "DELETE", `/api/tokens/${encodeURIComponent(id)}`);
}

const nothing = () => ({ parse: () => null });

function sharesPath(jobId: string): string {
  return `/api/jobs/${encodeURIComponent(jobId)}/shares`;
}
