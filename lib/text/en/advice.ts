/** What a failure means and what may be done about it. Loaded with the large view and the job's page, not before. */
import type { FailureKind } from "../../failure.ts";
import type { Job } from "../../job.ts";

export interface Advice {
  /** What happened, in one or two sentences. */
  why: string;
  /** What to change or do. */
  next: string;
}

const lostAnswer =
  "The relay's web console lists every task: look there for this prompt. If the task is there, paste its id below; if it is not, say so below.";

const failures: Record<FailureKind, Advice> = {
  prompt_refused: {
    why: "The relay's content review stopped the prompt. It looks for violence, nudity, politics, real people and brands, and it is strict.",
    next: "Say it in other words: leave out names of people, brands and works, and whatever could be read as violent or intimate. “Use again” puts the prompt back into the form.",
  },
  image_refused: {
    why: "The relay's content review stopped a reference image. Faces of real people, logos, watermarks and characters of known works are usual reasons.",
    next: "Use another image, or crop what may have caused it. With several images, try them one at a time to find which it was.",
  },
  video_refused: {
    why: "The video was made, and the relay's content review then held it back.",
    next: "A second take may pass, because no two are alike. When it does not, make the prompt milder. Ask the relay whether a video that was held back is refunded.",
  },
  content_refused: {
    why: "The relay's content review refused this request without saying whether the prompt or an image was the reason.",
    next: "Try once without the reference images, then with a milder prompt: what passes shows which one it was.",
  },
  image_unusable: {
    why: "The relay could not use a reference image: it downloads each link itself, without a login, and checks what it gets.",
    next: "Each link has to open in a private window and lead to a JPEG or PNG of at most 4.7 MB, with sides of 320 to 4096 pixels and none over three times the other.",
  },
  prompt_too_long: {
    why: "The relay takes fewer characters than this prompt has.",
    next: "Shorten the prompt; 400 characters are what the model follows best.",
  },
  too_large: {
    why: "The relay found the request too large.",
    next: "Shorten the prompt or the links of the images, or use fewer images.",
  },
  field_invalid: {
    why: "The relay does not take one of the settings.",
    next: "Its words below name the setting. Choose another value; when the form offers nothing else, the lists of ratios and sizes in this desk's settings do not fit this relay.",
  },
  refused: {
    why: "The relay refused this request before it made anything.",
    next: "Its words below are all it gave as a reason. Change what they name and submit again, or ask the relay's support with the text that can be copied below.",
  },
  relay_busy: {
    why: "The relay said twenty times in a row that it had no room, and was then given up on. Nothing was made.",
    next: "Retry in a while; off-peak hours help. If it happens often, fewer calls at a time may be right (RELAY_MAX_CONCURRENT_CREATES).",
  },
  relay_unreachable: {
    why: "The relay could not be reached in six tries over some twenty minutes. It is proven that nothing was sent.",
    next: "Once the relay answers again, “Retry” is safe. If other jobs get through, the relay was away for a while; if none does, its address or the network needs a look.",
  },
  relay_failed: {
    why: "The relay took the request and later said that it could not finish the video.",
    next: "The same request often works on a second try. If it does not, simplify the prompt or leave out an image. Whether such a task is refunded differs from relay to relay: its console knows.",
  },
  no_video_url: {
    why: "The relay says that the video is finished, and gave no link to it for five minutes.",
    next: "“Check again”: a link that comes late is still accepted and the video kept. Otherwise the relay's console may have it, and its support owes you one.",
  },
  task_missing: {
    why: "The relay no longer knows this task, although it had accepted it.",
    next: "Press “Check again” once more. Relays forget tasks after half a day; its console says whether this one was charged.",
  },
  no_final_answer: {
    why: "The relay accepted the task and did not say for seven days how it ended.",
    next: "“Check again” asks once more. If the relay's console shows another end, settle it below.",
  },
  not_created: {
    why: "Somebody looked it up in the relay's console: the call had not arrived there, and the job was closed by hand.",
    next: "“Retry” sends the same request as a new job.",
  },
  submitted_again: {
    why: "Nobody knew whether the first call had arrived, and somebody submitted the request again, knowing that both may be charged.",
    next: "Nothing is left to do here; the new job has the video. If the relay's console lists this one too, its video can still be downloaded there.",
  },
  duplicate_id: {
    why: "The relay answered with the id of another job, which proves nothing about this one.",
    next: lostAnswer,
  },
  lease_expired: { why: "The call was sent and no answer came in time.", next: lostAnswer },
  process_died: {
    why: "Clipdesk was stopped while the call was on its way, so the answer had nowhere to go.",
    next: lostAnswer,
  },
  page: {
    why: "The relay answered with a web page. Either its address (RELAY_BASE_URL) is wrong, or something in front of it was in trouble.",
    next: lostAnswer,
  },
  malformed: { why: "The relay's answer had no id in it, or could not be read at all.", next: lostAnswer },
  server_error: {
    why: "The relay answered with an error of its own that leaves open whether the task was created.",
    next: lostAnswer,
  },
  timeout: { why: "The call was sent, and the relay took longer to answer than this desk waits.", next: lostAnswer },
  connection: {
    why: "The connection broke after the call had been sent and before the whole answer was here.",
    next: lostAnswer,
  },
};

/** A finished video that is not on our disk, by the state of its media. */
const media: Record<"expired" | "failed" | "removed", Advice> = {
  expired: {
    why: "The video was made. Each link that the relay gave to it had run out before the video could be saved here.",
    next: "“Check again” asks for a fresh link, free of charge. Relays keep a finished video for about half a day, so soon is better than later.",
  },
  failed: {
    why: "The video was made, but what its link led to could not be kept here.",
    next: "“Check again” tries once more, free of charge. If the note below speaks of a host, a size or the disk, whoever runs this desk can mend that first.",
  },
  removed: {
    why: "The video was kept here until this desk removed it: it was older than videos are kept, or the disk was nearly full.",
    next: "Nothing brings it back: relays keep a finished video for about half a day. “Retry” makes a new one and is charged. Starred videos are never removed.",
  },
};

const waiting: Record<NonNullable<Job["waiting"]>["reason"], Advice> = {
  busy: {
    why: "The relay has no room at the moment and says so before it takes anything.",
    next: "Nothing to do: it goes out by itself. It can still be canceled.",
  },
  unreachable: {
    why: "The relay cannot be reached at the moment. Nothing was sent.",
    next: "Nothing to do: it goes out as soon as the relay answers. It can still be canceled.",
  },
  account: {
    why: "The relay says that something is wrong with the account: its credit, its key or what it may do. All jobs wait.",
    next: "Top up or mend the account, then press “Resume” at the top of the page. It can still be canceled.",
  },
  interrupted: {
    why: "Submissions were paused, or the server was stopped, just before this was sent.",
    next: "Nothing to do: it goes out by itself. It can still be canceled.",
  },
};

export const advice = {
  failures,
  media,
  waiting,
  overdue: {
    why: "The relay has had this for over an hour; most videos take minutes.",
    next: "Nothing to do: it is asked about for seven days, ever more slowly, and a late video is kept. “Check again” asks right now.",
  } satisfies Advice,
};
