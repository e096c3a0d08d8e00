import type { Faults } from "#lib/faults.ts";
import { Problem } from "#lib/problem.ts";
import { frontCreateSchema } from "#lib/relay-front.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { createdAnswer } from "#lib/server/front/answer.ts";
import { frontRoute } from "#lib/server/front/door.ts";
import { json, readBody, readIntentKey } from "#lib/server/http.ts";
import { submit } from "#lib/server/jobs/submit.ts";
import { wake } from "#lib/server/wake.ts";
import { workAfterwards } from "#lib/server/worker/after-request.ts";

/** The relay has no idempotency key; a client that sends one to us may repeat a call whose answer was lost. */
export const POST = frontRoute("token", async (request, _params, { person }) => {
  const key = readIntentKey(request);
  const asked = await readBody(request, ourFields);
  const { jobs } = await submit(await store(), { ...asked, count: 1 }, { person, key });
  wake();
  workAfterwards(request);
  const [job] = jobs;
  if (job === undefined) throw new Problem("internal", "The jobs of this key are gone");
  return json(createdAnswer(job));
});

function ourFields(faults: Faults) {
  return frontCreateSchema(config().limits, faults);
}
