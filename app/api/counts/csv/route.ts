import { countsQuerySchema } from "#lib/person.ts";
import { store } from "#lib/server/database/store.ts";
import { readQuery, route } from "#lib/server/http.ts";
import { csvResponse } from "#lib/server/csv.ts";
import { dayCounts } from "#lib/server/people/day-counts.ts";

const columns = ["day", "person", "submitted", "counted", "succeeded", "unknown"] as const;

export const GET = route("admin", async (request) => {
  const { days } = readQuery(request, countsQuerySchema);
  const counts = await dayCounts(await store(), days);
  return csvResponse("clipdesk-jobs.csv", columns, [counts.map((count) => columns.map((column) => count[column]))]);
});
