/**
 * Every sentence of the pages, in one typed dictionary. A second language is another value of type `Text`. The seven
 * status words are the product's vocabulary and stand in nobody else's sentence, so that a job has exactly one of them.
 */
import type { Charged, Job, JobEvent, JobEventType, JobStatus, MediaState } from "./job.ts";

const statuses: Record<JobStatus, string> = {
  queued: "Queued",
  submitting: "Submitting",
  running: "Running",
  succeeded: "Succeeded",
  failed: "Failed",
  unknown: "Unknown outcome",
  canceled: "Canceled",
};

/** What a listener hears when a job has moved; other words than the visible status, which stands on the card. */
const announcements: Record<JobStatus, string> = {
  queued: "Waiting its turn",
  submitting: "Going to the relay",
  running: "In production",
  succeeded: "Video finished",
  failed: "No video was made",
  unknown: "Outcome not known",
  canceled: "Taken back",
};

const charged: Record<Charged, string> = {
  no: "Not charged.",
  yes: "Charged.",
  unknown: "Nobody knows whether it was charged; the relay's console does.",
};

const waiting: Record<NonNullable<Job["waiting"]>["reason"], string> = {
  busy: "The relay is busy. It will be sent again by itself; nothing has been charged.",
  unreachable: "The relay cannot be reached. It will be sent again by itself; nothing has been charged.",
  account: "Held back with all other jobs until the relay account is in order. Nothing has been charged.",
  interrupted: "The server stopped before this was sent. It will be sent by itself; nothing has been charged.",
};

/** Said under a finished job while its video is not on our disk. */
const media: Record<Exclude<MediaState, "saved">, string> = {
  none: "No video",
  pending: "The video is ready; saving it here comes next.",
  saving: "Saving the video here…",
  expired: "The relay's link to this video ran out before it could be saved. Check again asks for a fresh one.",
  failed: "The video was made but could not be saved here. Check again tries once more, free of charge.",
};

const events: Record<JobEventType, (detail: JobEvent["detail"]) => string> = {
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
  trashed: () => "Moved to the trash.",
  restored: () => "Brought back from the trash.",
};

export const en = {
  locale: "en",
  name: "Clipdesk",
  tagline: "A desk for AI video jobs: one click is at most one charge, and every finished video is kept.",
  statuses,
  announcements,
  charged,
  waiting,
  media,
  events,
  units: { seconds: "s", minutes: "min", hours: "h", days: "d" },

  skipToJobs: "Skip to the jobs",
  demo: {
    title: "Demo mode",
    body: "No relay key is set, so a built-in relay answers with sample clips and nothing is charged.",
    words: "Words in a prompt that bring out other endings",
  },
  composer: {
    title: "New video",
    prompt: "Prompt",
    promptHint: "What should be seen, and how does it move?",
    count: (length: number, max: number) => `${length} / ${max}`,
    countSpoken: (length: number, max: number) => `${length} of ${max} characters`,
    aspectRatio: "Aspect ratio",
    size: "Size",
    references: "Reference images",
    reference: (position: number) => `Reference image ${position}`,
    referenceHint: "https://…",
    addReference: "Add reference image",
    moveUp: (position: number) => `Move image ${position} up`,
    moveDown: (position: number) => `Move image ${position} down`,
    remove: (position: number) => `Remove image ${position}`,
    referencesFull: (max: number) => `${max} images are the most the relay takes.`,
    ratioFollows: "With a reference image the video takes the image's ratio, whatever is chosen above.",
    takes: "Takes",
    takesHint: (max: number) => `1 to ${max}. Every take is a video of its own and is charged on its own.`,
    submit: "Generate",
    shortcut: "Ctrl or ⌘ + Enter",
    sent: (count: number) =>
      count === 1 ? "Sent. Press again for another take." : `${count} jobs sent. Press again for more takes.`,
    sending: "Sending…",
    invalid: (count: number) => (count === 1 ? "One field needs another look." : `${count} fields need another look.`),
    unanswered: "No answer came back. It is safe to press Generate again: the same press is never charged twice.",
    refused: (reason: string) => `Nothing was sent: ${reason}`,
  },
  outbox: {
    sending: "Sending to the desk…",
    unanswered: "No answer yet",
    unansweredHelp: "The desk may or may not have it. Sending again is safe: it stays one charge.",
    resend: "Send again",
    discard: "Forget it",
  },
  jobs: {
    title: "Jobs",
    loading: "Loading the jobs…",
    search: "Search",
    filter: "Show",
    groups: { all: "All", moving: "In progress", ready: "Ready", attention: "Needs a look" },
    more: "Load more",
    loadingMore: "Loading…",
    shown: (shown: number, total: number) => `${shown} of ${total}`,
    emptyTitle: "Your videos will hang here",
    emptyBody:
      "Describe a moment, pick a frame, press Generate. You pay when you press; a take usually needs 1 to 3 minutes.",
    emptySamples: "Or begin with one of these",
    samples: [
      "A cat the size of a whale drifts over a sleeping city at dawn, slow aerial shot",
      "Macro of ink unfolding in clear water, backlit, camera gently rising",
      "A paper boat follows a rain gutter through an old town, low tracking shot, warm light",
    ],
    nothingFound: "No job matches.",
    showAll: "Show all jobs",
    unreachable: "The desk does not answer. What you see may be old; it keeps trying.",
    runningInTitle: (count: number) => `(${count})`,
    moved: (count: number) => `${count} jobs have moved on.`,
  },
  job: {
    elapsed: (duration: string) => `${duration} so far`,
    took: (duration: string) => `took ${duration}`,
    heard: (age: string) => `relay last heard ${age} ago`,
    notHeard: "relay not heard yet",
    references: (count: number) => (count === 1 ? "1 image" : `${count} images`),
    ago: (age: string) => `${age} ago`,
    justNow: "just now",
    overdue: "Longer than usual. The relay is still being asked, ever more slowly.",
    progress: (percent: number) => `${percent} % according to the relay`,
    until: (duration: string) => `Next try in ${duration}.`,
    play: "Play",
    unplayable: "This browser cannot play the clip. Download works.",
    unknownHelp:
      "The paid call went out and its answer was lost. It may have been created and charged; it is not sent again by itself.",
    decide: "Decide what to do",
    inTrash: "This job is in the trash.",
  },
  copying: { copy: "Copy", copied: "Copied", notCopied: "Copying is not allowed here" },
  actions: {
    cancel: "Cancel",
    retry: "Retry",
    check: "Check again",
    trash: "Delete",
    restore: "Restore",
    undo: "Undo",
    close: "Close",
    download: "Download",
    trashed: "Moved to the trash.",
    retried: "Sent as a new job.",
    checked: "The relay was asked just now.",
    working: "One moment…",
    refused: (reason: string) => `That did not work: ${reason}`,
  },
  unknown: {
    title: "Nobody knows yet what became of this job",
    body: [
      "The paid call left this server, and its answer was lost. The relay may have created the video and charged for it, or it may never have seen the call.",
      "Clipdesk never sends such a job again by itself. The relay's web console lists every task: look there for this prompt, then settle it here.",
    ],
    timedOut: "The relay accepted this job but has not said for 7 days how it ended.",
    createdTitle: "It was created",
    createdBody: "Paste the task's id from the relay's console. It is looked up before anything changes.",
    relayId: "Relay id",
    attach: "Look it up and attach",
    notCreatedTitle: "It was not created",
    notCreatedBody: "The console does not list it. The job is closed as not charged.",
    notCreated: "It was not created",
    againTitle: "Submit again, knowing the risk",
    againBody: "A new paid call for the same request. If the first one did arrive after all, you pay twice.",
    acceptRisk: "I accept that this may be charged twice",
    again: "Submit again",
  },
  page: {
    back: "All jobs",
    video: "Video",
    request: "Request",
    timeline: "Timeline",
    ids: "Ids",
    model: "Model",
    prompt: "Prompt",
    aspectRatio: "Aspect ratio",
    size: "Size",
    images: "Reference images",
    noImages: "none",
    jobId: "Job id",
    relayId: "Relay id",
    batchId: "Batch id",
    retryOf: "Retry of",
    noRelayId: "none yet",
    relaySays: "Relay's word",
    created: "Created",
    submitted: "Sent to the relay",
    finished: "Finished",
    kept: "Kept here",
    copyPrompt: "Copy prompt",
    copyNamed: (name: string) => `Copy ${name.toLowerCase()}`,
    by: (name: string) => `by ${name}`,
    attempt: (attempt: number) => `attempt ${attempt}`,
  },
  dispatch: {
    pause: "Pause submissions",
    resume: "Resume",
    paused: {
      operator: "Submissions are paused",
      account: "Submissions are paused: the relay account needs attention",
      breaker: "Submissions are paused: the relay gave several bad answers in a row",
    },
    pausedBody: "New jobs are kept and wait; jobs already with the relay go on.",
    words: "The relay's own words:",
    since: (age: string) => `Since ${age} ago.`,
    trouble: "The relay cannot be reached",
    troubleBody: "Jobs are kept and wait; they go out by themselves when it answers.",
  },
  problems: {
    unreachable: "the server did not answer",
    badReply: "the server's answer could not be read",
  },
  notFound: {
    title: "There is nothing here",
    body: "The job may belong to another desk, or the address is not whole.",
  },
  crash: {
    title: "This page stumbled",
    body: "Your jobs are not affected: they live on the server and go on.",
    retry: "Try again",
  },
};

export type Text = typeof en;

/** The one place that knows which languages there are. */
export function textFor(_locale: string): Text {
  return en;
}
