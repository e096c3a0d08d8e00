import { auditColumns } from "#lib/audit.ts";
import { store } from "#lib/server/database/store.ts";
import { csvResponse } from "#lib/server/csv.ts";
import { route } from "#lib/server/http.ts";
import { auditInParts } from "#lib/server/people/audit-read.ts";

/** All of it, newest first, part by part: it may be longer than memory is large. */
export const GET = route("admin", async () =>
  csvResponse("clipdesk-audit.csv", auditColumns, auditInParts(await store())),
);
