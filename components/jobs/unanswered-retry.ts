import { ApiProblem } from "#lib/api.ts";

/** Told above the sheet too (unanswered-retries.tsx), where it can be sent again under its key. */
export class UnansweredRetry extends ApiProblem {
  constructor() {
    super(0, "unreachable", "the server did not answer");
  }
}
