/**
 * The tables, as Kysely sees them. Times are milliseconds since 1970, flags are 0 or 1, lists are JSON text: the same on
 * SQLite and on Postgres, so that one set of queries serves both.
 */
import type { ColumnType } from "kysely";
import type { Charged, JobEventType, JobStatus, MediaState } from "#lib/job.ts";
import type { AuditRow, CapsRow, PersonRow, SessionRow, WrongGuessRow } from "./people-tables.ts";
import type { ApiTokenRow, SecretRow, ShareRow } from "./share-tables.ts";

export interface Tables {
  jobs: JobTable;
  job_events: JobEventRow;
  intents: IntentRow;
  dispatch: DispatchRow;
  call_slots: CallSlotRow;
  job_counts: JobCountRow;
  change_mark: ChangeMarkRow;
  webhooks: WebhookRow;
  retention: RetentionRow;
  people: PersonRow;
  sessions: SessionRow;
  wrong_guesses: WrongGuessRow;
  caps: CapsRow;
  audit_log: AuditRow;
  shares: ShareRow;
  api_tokens: ApiTokenRow;
  secrets: SecretRow;
}

/** What an insert names; every other column has a default, which a fresh job begins with. */
type NamedOnInsert =
  | "id"
  | "model"
  | "prompt"
  | "folded_prompt"
  | "aspect_ratio"
  | "size"
  | "images"
  | "status"
  | "due_at"
  | "retry_of"
  | "batch_id"
  | "created_by"
  | "created_at"
  | "updated_at";

type JobTable = {
  [Column in keyof JobRow]: Column extends NamedOnInsert
    ? JobRow[Column]
    : ColumnType<JobRow[Column], never, JobRow[Column]>;
};

/** One job; the row is also the queue entry. Only `lib/server/jobs/` writes it. */
export interface JobRow {
  /** UUID version 7: sorting by id is sorting by age. */
  id: string;
  model: string;
  prompt: string;
  /** For the search: see `folded`. */
  folded_prompt: string;
  aspect_ratio: string;
  size: string;
  images: string;
  status: JobStatus;
  /** Grows with every claim; a write that names an older fence changes nothing. */
  fence: number;
  /** When a worker may take the row: the next step, or the end of the lease of the one that has it. Null: never. */
  due_at: number | null;
  /** How many times a POST was begun, and how often it was put back for which reason. */
  attempts: number;
  busy_count: number;
  unreached_count: number;
  waiting_reason: "busy" | "unreachable" | "account" | "interrupted" | null;
  waiting_message: string | null;
  relay_id: string | null;
  relay_status: string | null;
  relay_seen_at: number | null;
  /** When it was last asked about without its end being said: a video became ready between this and `finished_at`. */
  asked_at: number | null;
  progress: number | null;
  /** Consecutive "no such task" answers, and since when a success word comes without a link. */
  missing_count: number;
  urlless_since: number | null;
  failure_code: string | null;
  failure_message: string | null;
  failure_charged: Charged | null;
  media_state: MediaState;
  /** The relay's signed links: secrets that never leave the server. */
  source_url: string | null;
  thumbnail_url: string | null;
  media_tries: number;
  /** How many fresh links were asked for after dead ones. */
  media_links: number;
  media_bytes: number | null;
  media_type: string | null;
  media_error: string | null;
  poster_type: string | null;
  /** Announced: from then on the video may be removed, unless somebody stars it. */
  keep_until: number | null;
  /** When this installation removed the video, and whether its files may still be there. */
  removed_at: number | null;
  has_leftovers: number;
  retry_of: string | null;
  batch_id: string | null;
  created_by: string | null;
  starred: number;
  trashed_at: number | null;
  created_at: number;
  submitted_at: number | null;
  finished_at: number | null;
  updated_at: number;
  /** Marks of the last change that people see, and of the last one of more than a glimpse; the database's own work. */
  changed_in: number;
  told_in: number;
}

export interface JobEventRow {
  id: string;
  job_id: string;
  at: number;
  type: JobEventType;
  actor: string | null;
  detail: string;
}

/** What one press of the button asked for: the same key and request are the same jobs for ever. */
export interface IntentRow {
  person: string;
  key: string;
  fingerprint: string;
  job_ids: string;
  created_at: number;
}

/** The one row that says whether, and from when on, calls may be made. */
export interface DispatchRow {
  id: 1;
  paused_reason: "operator" | "account" | "breaker" | null;
  paused_message: string | null;
  paused_at: number | null;
  /** When the pause ends by itself; null: a person ends it. */
  paused_until: number | null;
  /** Paid calls in a row that ended without a usable answer, and how often the breaker has opened since one had one. */
  trouble_streak: number;
  garbled_streak: number;
  breaker_trips: number;
  /** The relay cannot be reached: no pause, but people should know why jobs wait. */
  trouble_message: string | null;
  trouble_at: number | null;
  /** No call of any kind before this time: a 429 slows everything. */
  hold_until: number;
}

/** One slot is one call within a minute: whoever moves `used_at` forward may make it. */
export interface CallSlotRow {
  slot: number;
  used_at: number;
}

/** Written by the database itself, in parts that have to be added up. */
export interface JobCountRow {
  status: JobStatus;
  starred: number;
  trashed: number;
  jobs: number;
}

/** An end of a job that still has to be told; gone once it was taken. */
export interface WebhookRow {
  id: string;
  job_id: string;
  status: JobStatus;
  tries: number;
  /** When it is tried next, or the end of the lease of whoever tries it. Null: given up. */
  due_at: number | null;
  last_error: string | null;
  created_at: number;
}

/** The one row that says when videos were last looked through, and when one last had to go for want of room. */
export interface RetentionRow {
  id: 1;
  passed_at: number;
  made_room_at: number | null;
}

/** On SQLite, the last mark that was given. */
export interface ChangeMarkRow {
  last: number;
}
