import { countsQuerySchema } from "#lib/person.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readQuery, route } from "#lib/server/http.ts";
import { dayCounts } from "#lib/server/people/day-counts.ts";

export const GET = route("admin", async (request) => {
  const { days } = readQuery(request, countsQuerySchema);
  return json({ counts: await dayCounts(await store(), days) });
});
