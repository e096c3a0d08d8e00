/** What is wrong with a field. Comes with the schemas, not with the page: nobody needs it before something is typed. */
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
    tooMany: (max: number) => `at most ${max} reference images`,
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
