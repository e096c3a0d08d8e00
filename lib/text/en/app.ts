/** What every page shares: the name, units, banners, and what is said when nothing else can be. */
import type { DemoWord } from "../../demo-words.ts";

export const app = {
  locale: "en",
  name: "Clipdesk",
  tagline: "A desk for AI video jobs: one click is at most one charge, and every finished video is kept.",
  units: { seconds: "s", minutes: "min", hours: "h", days: "d" },
  skipToJobs: "Skip to the jobs",
  demo: {
    title: "Demo mode",
    body: "Sample clips, nothing is charged: no relay key is set.",
    ephemeral:
      "Nothing lasts here: jobs and videos are gone when the platform ends its process. DATABASE_URL and MEDIA_URL give them a place.",
    words: "Try other endings",
    wordsHelp: "Each of these words in a prompt brings out another ending:",
    effects: {
      "#slow": "takes about a minute and a half",
      "#failed": "runs, then fails with the relay's own words",
      "#refused": "is refused by the relay's content check before anything is made",
      "#busy": "meets a busy relay twice, then runs",
      "#account": "meets an account without credit: submissions pause until you resume them",
      "#lost": "is accepted, but the answer is lost: nobody knows whether it was charged",
      "#expired": "is finished, but the link to its video has expired",
    } satisfies Record<DemoWord, string>,
  },
  toasts: "Messages",
  copying: { copy: "Copy", copied: "Copied", notCopied: "Copying is not allowed here" },
  dispatch: {
    pause: "Pause submissions",
    resume: "Resume",
    paused: {
      operator: "Submissions are paused",
      account: "Submissions are paused: the relay account needs attention",
      breaker: "Submissions are paused: the relay gave several bad answers in a row",
    },
    pausedBody: "New jobs are kept and wait; jobs already with the relay go on.",
    until: (rest: string) => `They go on by themselves in ${rest}; one call then finds out whether the relay is well.`,
    words: "The relay's own words: ",
    since: (age: string) => `Since ${age} ago.`,
    sinceNow: "Since just now.",
    trouble: "The relay cannot be reached",
    troubleBody: "Jobs are kept and wait; they go out by themselves when it answers.",
  },
  problems: {
    unreachable: "the server did not answer",
    badReply: "the server's answer could not be read",
    unreachablePart: "This part of the page could not be loaded. The server does not answer; try again in a moment.",
  },
  notFound: {
    title: "There is nothing here",
    body: "The job may belong to another desk, or the address is not whole.",
  },
};
