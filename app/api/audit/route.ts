import { auditQuerySchema } from "#lib/audit.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readQuery, route } from "#lib/server/http.ts";
import { readAudit } from "#lib/server/people/audit-read.ts";

export const GET = route("admin", async (request) =>
  json(await readAudit(await store(), readQuery(request, auditQuerySchema))),
);
