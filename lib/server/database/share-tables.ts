/** The tables of links and tokens, as Kysely sees them: see tables.ts for what holds for all. */

/** A link to one video. One that was revoked is gone; the audit log tells of it. */
export interface ShareRow {
  id: string;
  /** The token itself is in the link and nowhere else. */
  token_hash: string;
  job_id: string;
  created_by: string | null;
  created_at: number;
  expires_at: number;
}

/** A program's token. One that was revoked is gone, as are those of a person who was removed. */
export interface ApiTokenRow {
  id: string;
  token_hash: string;
  /** Whose jobs it makes; null where nobody signs in. */
  name_key: string | null;
  /** What the person calls it. */
  name: string;
  created_at: number;
  last_used_at: number | null;
}

export interface SecretRow {
  name: "links";
  value: string;
}
