import { loadSchemas } from "#lib/api.ts";
import { loadFaults } from "#lib/faults.ts";
import type { Limits } from "#lib/job.ts";
import type { Locale } from "#lib/locale.ts";

/** The form library, the server's own schema and its words: 30 KB of script, so they come when somebody begins to fill in the form. */
export async function loadCheck(locale: Locale) {
  const [check, { submissionSchema }, faults] = await Promise.all([
    import("./check-request.ts"),
    loadSchemas(),
    loadFaults(locale),
  ]);
  return { ...check, schemaFor: (limits: Limits) => submissionSchema(limits, faults) };
}
