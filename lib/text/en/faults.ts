/** What is wrong with a field. Comes with the schemas, not with the page: nobody needs it before something is typed. */
import { momentOf } from "../../format.ts";

type Details = Readonly<Record<string, string | number>>;

export const faults = {
  prompt: {
    empty: "Write a prompt",
    /** Half an emoji, a NUL. */
    unsendable: "holds characters that cannot be sent",
    notBoth: "send either prompt or prompts, not both",
    noLines: "at least one prompt",
    tooManyLines: (max: number) => `at most ${max} prompts at once`,
  },
  takes: {
    tooMany: (max: number) => `at most ${max} videos at once, those of all prompts together`,
  },
  images: {
    notList: "must be a list of image URLs",
    tooMany: (max: number) => `at most ${max} reference ${max === 1 ? "image" : "images"}`,
    notUrl: "must be a URL",
    notHttp: "must be a link that starts with http:// or https://",
    credentials: "must not carry a user name or password",
  },
  unlisted: {
    aspect_ratio: (values: string) => `unlisted aspect ratio; choose one of ${values}`,
    size: (values: string) => `unlisted size; choose one of ${values}`,
    model: (values: string) => `unlisted model; choose one of ${values}`,
  },
  list: {
    status: (words: string) => `must be of ${words}`,
    cursor: "is not a cursor of this list",
    version: "is not a version of this list",
    batch: "is not the id of a batch",
    ids: "must be ids of jobs, separated by commas",
    noIds: "name at least one job",
    tooManyIds: (max: number) => `at most ${max} jobs`,
  },
  relayId: {
    missing: "paste the relay's id",
    spaces: "holds spaces",
  },
  person: {
    noName: "write a name",
    name: "must be letters, digits and . , _ @ + ' -",
    role: "must be member or admin",
    cap: "must be a whole number, or nothing",
  },
  share: { days: (values: string) => `must be one of ${values}` },
  token: { noName: "write a name" },
  front: { noId: "name the id of a task" },
  /** What a person may be refused; the details are those of the refusal. */
  refusals: {
    wrong_token: () => "This token is not one of this desk, or it was revoked",
    not_shareable: () => "Only a video that is kept, and not in the trash, can be shared",
    not_signed_in: () => "Sign in first",
    other_person: () =>
      "Somebody else has signed in in this browser since this page was opened. Copy what you need, then load the page again",
    wrong_passcode: () => "This name and passcode do not go together",
    too_many_guesses: () =>
      "There were too many wrong passcodes; this one is not right either. The right one is let in at any time",
    admins_only: () => "Only an admin may do this",
    not_yours: () => "Only whoever made this job, or an admin, may do this",
    name_taken: () => "There is a person of this name already",
    last_admin: () => "This is the only admin; make another one first",
    cap_reached: ({ scope, limit, used, asked, resets_at, time_zone }: Details) =>
      `${scope === "person" ? "Your limit" : "The limit of this desk"} is ${limit} jobs a day: ${used} used, ` +
      `${asked} more asked for. A new day begins at ${momentOf(resets_at, "en", time_zone)} (${time_zone}).`,
  },
  outcome: "must be created or not_created",
  notObject: "must be an object of fields",
  notText: "must be text",
  notNumber: "must be a number",
  notWhole: "must be a whole number",
  notBoolean: "must be true or false",
  notTrue: "must be true where it is given",
  notList: "must be a list",
  atLeast: (min: number) => `at least ${min}`,
  atMost: (max: number) => `at most ${max}`,
  tooLong: (max: number) => `at most ${max} characters`,
  unknownField: "is not a field of this request",
  twice: "given twice",
  intentKey: "must be 1 to 200 visible ASCII characters without spaces",
  summary: "Some fields are not as they should be",
};
