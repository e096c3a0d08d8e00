import type { Faults } from "#lib/faults.ts";
import { listQuerySchema, submissionSchema } from "#lib/job.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readBody, readIntentKey, readQuery, route } from "#lib/server/http.ts";
import { listFor } from "#lib/server/jobs/for-visitor.ts";
import { submit } from "#lib/server/jobs/submit.ts";
import { wake } from "#lib/server/wake.ts";

export const GET = route("member", async (request, _params, visitor) =>
  json(await listFor(await store(), visitor, readQuery(request, listQuerySchema))),
);

export const POST = route("member", async (request, _params, { person }) => {
  const { limits } = config();
  const key = readIntentKey(request);
  const submission = await readBody(request, ourSubmission);
  const asked = { ...submission, model: submission.model ?? limits.model, count: submission.count ?? 1 };
  const { jobs, isReplay } = await submit(await store(), asked, { person, key });
  wake();
  return json({ jobs }, isReplay ? 200 : 201);
});

function ourSubmission(faults: Faults) {
  return submissionSchema(config().limits, faults);
}
