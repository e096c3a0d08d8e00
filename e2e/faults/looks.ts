/** What a look at the jobs says. */
import type { Look } from "./plan.ts";

/** No paid call is on its way, or still to come. */
export function isOut({ jobs }: Look): boolean {
  return jobs.every(({ status }) => status !== "queued" && status !== "submitting");
}

/** Nothing more happens to any job by itself. */
export function isSettled({ jobs }: Look): boolean {
  return jobs.every(({ status, media }) =>
    status === "succeeded"
      ? ["saved", "failed", "expired"].includes(media)
      : ["failed", "unknown", "canceled"].includes(status),
  );
}

export function hasNoUnknown({ jobs }: Look): boolean {
  return jobs.every(({ status }) => status !== "unknown");
}

/** Why jobs are unknown: the failure's code -> how many. */
export function reasonsIn({ jobs }: Look): Record<string, number> {
  const codes = jobs.flatMap(({ status, failureCode }) => (status === "unknown" ? [failureCode ?? ""] : []));
  const byCode = Map.groupBy(codes, (code) => code);
  return Object.fromEntries([...byCode].map(([code, { length }]) => [code, length]));
}
