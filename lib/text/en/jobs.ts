/** The sheet of jobs, and what is on its way to it. */
import type { View } from "../../job-filter.ts";

const views: Record<View, string> = {
  all: "All",
  moving: "In progress",
  ready: "Ready",
  attention: "Needs a look",
  starred: "Starred",
  trash: "Trash",
};

export const jobs = {
  outbox: {
    sending: "Sending to the desk…",
    unanswered: "No answer yet",
    unansweredHelp: "It may have arrived. Sending again is safe: it stays one charge.",
    resend: "Send again",
    discard: "Forget it",
  },
  jobs: {
    title: "Jobs",
    loading: "Loading the jobs…",
    search: "Search",
    filter: "Show",
    views,
    oneBatch: "One batch",
    leaveBatch: "Show all batches",
    more: "Load more",
    loadingMore: "Loading…",
    moreFailed: "The next jobs could not be loaded.",
    above: (count: number) => `${count} new`,
    aboveSpoken: (count: number) => (count === 1 ? "One new job above." : `${count} new jobs above.`),
    shown: (shown: number, total: number) => `${shown} of ${total}`,
    emptyTitle: "Your videos will hang here",
    emptyBody: "Describe a moment, pick a frame, press Generate. A take usually needs 1 to 3 minutes.",
    emptySamples: "Or begin with one of these",
    samples: [
      "A cat the size of a whale drifts over a sleeping city at dawn, slow aerial shot",
      "Macro of ink unfolding in clear water, backlit, camera gently rising",
      "A paper boat follows a rain gutter through an old town, low tracking shot, warm light",
    ],
    nothingFound: "No job matches.",
    nothingStarred: "Nothing is starred yet. A star keeps a job within reach.",
    trashEmpty: "The trash is empty.",
    trashNote: "Jobs in the trash keep their videos until they are restored. Nothing is destroyed.",
    showAll: "Show all jobs",
    unreachable: "The desk does not answer. What you see may be old; it keeps trying.",
    offline: "This device is offline. What you see may be old; your jobs go on at the desk.",
    runningInTitle: (count: number) => `(${count})`,
    moved: (count: number) => `${count} ${count === 1 ? "job has" : "jobs have"} moved on.`,
  },
  tile: {
    select: "Select",
    star: "Star",
    starFailed: (reason: string) => `The star was not kept: ${reason}`,
    useAgain: "Use again",
    more: "More",
    details: "Details",
    showBatch: "Show its batch",
    copied: "Prompt copied.",
    usually: (range: string) => `usually ${range}`,
    range: (from: string, to: string) => `${from} to ${to}`,
    about: (duration: string) => `about ${duration}`,
  },
  selection: {
    title: "Selection",
    selected: (count: number) => `${count} selected`,
    all: (count: number) => `Select all ${count} loaded`,
    clear: "Clear selection",
    download: (count: number) => `Download ${count}`,
    downloadLimit: (max: number) => `One archive holds at most ${max} videos.`,
    retry: (count: number) => (count === 1 ? "Retry 1 (1 paid call)" : `Retry ${count} (${count} paid calls)`),
    trash: (count: number) => `Move ${count} to trash`,
    restore: (count: number) => `Restore ${count}`,
    compare: (count: number) => `Compare ${count}`,
    trashed: (count: number) =>
      count === 1
        ? "Moved to the trash. Nothing is destroyed."
        : `${count} jobs moved to the trash. Nothing is destroyed.`,
    restored: (count: number) => (count === 1 ? "Restored." : `${count} jobs restored.`),
    retried: (count: number) => (count === 1 ? "Sent as a new job." : `${count} sent as new jobs.`),
    notDone: (count: number, reason: string) =>
      count === 1 ? `One not done: ${reason}` : `${count} not done: ${reason}`,
  },
  retries: {
    unanswered: (count: number) =>
      count === 1 ? "A retry was sent and no answer came back." : `${count} retries were sent and no answer came back.`,
    help: "The desk may or may not have them. Sending again is safe: each stays one charge.",
    again: (count: number) => (count === 1 ? "Send it again" : `Send ${count} again`),
    forget: "Forget",
  },
  notices: {
    offer: "Notify me at the end",
    on: "Notices on",
    off: "Notices off",
    granted: "You will get a notice when a job ends while you look elsewhere.",
    denied: "The browser does not allow notices here. The title of the tab still counts what runs.",
  },
};
