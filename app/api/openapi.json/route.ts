import { localeFor } from "#lib/server/faults-for.ts";
import { json, route } from "#lib/server/http.ts";
import { openApiIn } from "#lib/server/openapi/process-document.ts";

export const GET = route("member", async (request) => json(openApiIn(localeFor(request))));
