import { Problem } from "#lib/problem.ts";
import { frontQuerySchema } from "#lib/relay-front.ts";
import { store } from "#lib/server/database/store.ts";
import { taskAnswer } from "#lib/server/front/answer.ts";
import { frontRoute } from "#lib/server/front/door.ts";
import { json, readQuery } from "#lib/server/http.ts";
import { readFor } from "#lib/server/jobs/for-visitor.ts";
import { workAfterwards } from "#lib/server/worker/after-request.ts";

/** A token asks about its person's own jobs, as a relay's key does about its account's. What was trashed is not there. */
export const GET = frontRoute("token", async (request, _params, caller) => {
  const { id } = readQuery(request, frontQuerySchema);
  workAfterwards(request);
  const open = await store();
  const job = (await readFor(open, caller, id))?.job;
  if (job === undefined || job.trashed || job.created_by !== caller.person) {
    throw new Problem("task_not_exist", "There is no task of this id");
  }
  return json(await taskAnswer(open, job));
});
