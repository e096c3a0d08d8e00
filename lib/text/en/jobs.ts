/** The sheet of jobs, and what is on its way to it. */
export const jobs = {
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
    emptyBody: "Describe a moment, pick a frame, press Generate. A take usually needs 1 to 3 minutes.",
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
    moved: (count: number) => `${count} ${count === 1 ? "job has" : "jobs have"} moved on.`,
  },
};
