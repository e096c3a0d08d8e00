/** What is said of many jobs at once, of retries without an answer, and in notices: fetched with the parts that say it. */
export const bulk = {
  selection: {
    title: "Selection",
    selected: (count: number) => `${count} selected`,
    all: (count: number) => `All ${count} loaded`,
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
