/**
 * What is said of a job, in English. The seven status words are the product's vocabulary and stand in nobody else's
 * sentence, so that a card has exactly one of them.
 */
import type { Job, JobEvent } from "../../job.ts";
import type { Charged, JobEventType, JobStatus, MediaState } from "../../job-words.ts";

export const statuses: Record<JobStatus, string> = {
  queued: "Queued",
  submitting: "Submitting",
  running: "Running",
  succeeded: "Succeeded",
  failed: "Failed",
  unknown: "Unknown outcome",
  canceled: "Canceled",
};

/** What a listener hears when a job has moved; other words than the visible status, which stands on the card. */
export const announcements: Record<JobStatus, string> = {
  queued: "Waiting its turn",
  submitting: "Going to the relay",
  running: "In production",
  succeeded: "Video finished",
  failed: "No video was made",
  unknown: "Outcome not known",
  canceled: "Taken back",
};

export const charged: Record<Charged, string> = {
  no: "Not charged.",
  yes: "Charged.",
  unknown: "Nobody knows whether it was charged; the relay's console does.",
};

export const waiting: Record<NonNullable<Job["waiting"]>["reason"], string> = {
  busy: "The relay is busy. It will be sent again by itself; nothing has been charged.",
  unreachable: "The relay cannot be reached. It will be sent again by itself; nothing has been charged.",
  account: "Held back with all other jobs until the relay account is in order. Nothing has been charged.",
  interrupted: "Held back just before it was sent. It will be sent by itself; nothing has been charged.",
};

/** Said under a finished job while its video is not on our disk. */
export const media: Record<Exclude<MediaState, "saved"> | "removed", string> = {
  none: "No video",
  pending: "The video is ready; saving it here comes next.",
  saving: "Saving the video here…",
  expired: "The relay's link to this video ran out before it could be saved. Check again asks for a fresh one.",
  failed: "The video was made but could not be saved here. Check again tries once more, free of charge.",
  removed: "This installation removed the video, as its settings ask. Nobody can fetch it again.",
};

export const events: Record<JobEventType, (detail: JobEvent["detail"]) => string> = {
  queued: () => "Accepted by Clipdesk and written down. Nothing sent yet.",
  submitting: () => "The paid call to the relay began.",
  deferred: () => "Not accepted this time; put back in the line. Not charged.",
  accepted: () => "The relay accepted it and gave it an id.",
  relay_status: () => "The relay reported a new state.",
  succeeded: () => "The relay finished the video.",
  failed: () => "Ended without a video.",
  unknown: () => "The answer was lost: nobody knows whether it was created.",
  canceled: () => "Taken back before anything was sent.",
  checked: () => "Asked the relay again.",
  resolved: () => "The open outcome was settled by a person.",
  video_saved: () => "The video was saved here.",
  video_delayed: () => "Saving the video did not work yet; it will be tried again.",
  video_expired: () => "The relay's link ran out before the video was saved.",
  video_failed: () => "The video could not be saved.",
  video_removed: () => "The video was removed, as the settings of this installation ask.",
  trashed: () => "Moved to the trash.",
  restored: () => "Brought back from the trash.",
};
