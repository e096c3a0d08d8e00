/**
 * What can go wrong for a person, in one table: code -> HTTP status. `Problem` is the only throwable meant for people;
 * the relay's trouble is data on the job's row, never an exception.
 */
const statusByCode = {
  invalid_fields: 400,
  invalid_json: 400,
  invalid_query: 400,
  task_not_exist: 400,
  not_signed_in: 401,
  wrong_token: 401,
  wrong_passcode: 401,
  cross_site: 403,
  admins_only: 403,
  not_yours: 403,
  not_found: 404,
  not_queued: 409,
  not_unknown: 409,
  not_checkable: 409,
  not_retryable: 409,
  not_shareable: 409,
  risk_not_accepted: 409,
  relay_id_taken: 409,
  name_taken: 409,
  last_admin: 409,
  other_person: 409,
  too_large: 413,
  not_json: 415,
  range_not_satisfiable: 416,
  intent_mismatch: 422,
  relay_id_unknown: 422,
  budget_spent: 429,
  cap_reached: 429,
  too_many_guesses: 429,
  internal: 500,
  relay_unreachable: 502,
  storage_unavailable: 503,
  database_unavailable: 503,
  access_unavailable: 503,
} as const;

export type ProblemCode = keyof typeof statusByCode;

/**
 * `fields` maps a field's name as it travels (`prompt`, `images.1`) to what is wrong with it; `details` are facts that a
 * program may want to read one by one.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly fields: Record<string, string> | undefined;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: ProblemCode,
    message: string,
    fields?: Record<string, string>,
    details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = "Problem";
    this.code = code;
    this.fields = fields;
    this.details = details;
  }

  get status(): number {
    return statusByCode[this.code];
  }
}
