/** What a chat is told when a job ends. */
import type { JobStatus } from "../../job-words.ts";

export const webhook = {
  ends: {
    queued: "Waiting:",
    submitting: "Being submitted:",
    running: "With the relay:",
    succeeded: "Video finished:",
    failed: "Video failed:",
    unknown: "Nobody knows whether this was made, please settle it:",
    canceled: "Canceled:",
  } satisfies Record<JobStatus, string>,
};
