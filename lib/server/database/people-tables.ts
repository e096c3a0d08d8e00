/** The tables of people, as Kysely sees them: see tables.ts for what holds for all. */
import type { AuditAction } from "#lib/audit.ts";
import type { Role } from "#lib/person.ts";

/** One person. The name is who they are: jobs, intents and the audit log hold it, so it never changes. */
export interface PersonRow {
  /** The name without regard to the case of letters. */
  name_key: string;
  name: string;
  role: Role;
  /** Salted and hashed; null for people whom a proxy vouches for. */
  passcode: string | null;
  /** Their own cap; null: the one for everybody. */
  jobs_per_day: number | null;
  created_at: number;
  revoked_at: number | null;
}

export interface SessionRow {
  /** The id itself is in the person's cookie and nowhere else. */
  id_hash: string;
  name_key: string;
  created_at: number;
  seen_at: number;
}

/** Wrong passcodes in a row for one name, or for all together. */
export interface WrongGuessRow {
  subject: string;
  guesses: number;
  refused_until: number;
  last_at: number;
}

/** The one row of caps that an admin set; null: the one of the settings. */
export interface CapsRow {
  id: 1;
  jobs_per_day: number | null;
  jobs_per_person_per_day: number | null;
}

/** Append-only: the database refuses to change or delete a row. */
export interface AuditRow {
  id: string;
  at: number;
  actor: string | null;
  action: AuditAction;
  subject: string | null;
  detail: string;
}
