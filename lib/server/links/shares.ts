/**
 * Links to one video, for people who do not sign in. Owns the shares: a token that stands in the link alone and its hash
 * here. A link that ended, was revoked, or whose job lies in the trash is the same as one that never was.
 */
import { v7 as uuidv7 } from "uuid";
import type { Visitor } from "#lib/person.ts";
import { isOwn } from "#lib/own-job.ts";
import { Problem } from "#lib/problem.ts";
import type { Share, ShareDays } from "#lib/share.ts";
import type { Store } from "../database/store.ts";
import type { ShareRow } from "../database/share-tables.ts";
import type { JobRow } from "../database/tables.ts";
import { addAudit } from "../people/audit.ts";
import { hashOf, newSecret, secretPattern } from "../secret-text.ts";

const dayMs = 86_400_000;

export type SharedJob = Pick<JobRow, "id" | "prompt" | "media_type" | "poster_type">;

/** @returns the token, to be shown once @throws {Problem} `not_shareable` */
export async function makeShare(
  store: Store,
  jobId: string,
  days: ShareDays,
  person: string | null,
): Promise<{ share: Share; token: string }> {
  const token = newSecret();
  const row = await store.write(async (tx) => {
    const now = store.now();
    const job = await tx
      .selectFrom("jobs")
      .select("id")
      .where("id", "=", jobId)
      .where("media_state", "=", "saved")
      .where("trashed_at", "is", null)
      .executeTakeFirst();
    if (job === undefined) throw new Problem("not_shareable", "Only a kept video outside the trash can be shared");
    await tx.deleteFrom("shares").where("expires_at", "<=", now).execute();
    const made: ShareRow = {
      id: uuidv7(),
      token_hash: hashOf(token),
      job_id: jobId,
      created_by: person,
      created_at: now,
      expires_at: now + days * dayMs,
    };
    await tx.insertInto("shares").values(made).execute();
    await addAudit(store, tx, {
      actor: person,
      action: "share_made",
      subject: jobId,
      detail: { share: made.id, days },
    });
    return made;
  });
  return { share: toShare(row), token };
}

/** Those of a job that still lead to it, newest first. */
export async function sharesOf(store: Store, jobId: string): Promise<Share[]> {
  const rows = await store.db
    .selectFrom("shares")
    .selectAll()
    .where("job_id", "=", jobId)
    .where("expires_at", ">", store.now())
    .orderBy("id", "desc")
    .execute();
  return rows.map(toShare);
}

/** By whoever made the link or the job, and by admins. @throws {Problem} `not_found`, `not_yours` */
export async function revokeShare(store: Store, id: string, visitor: Visitor): Promise<void> {
  await store.write(async (tx) => {
    const row = await tx
      .selectFrom("shares")
      .innerJoin("jobs", "jobs.id", "shares.job_id")
      .select(["shares.job_id", "shares.created_by", "jobs.created_by as made_by", "jobs.trashed_at"])
      .where("shares.id", "=", id)
      .executeTakeFirst();
    const mayDecide = row !== undefined && (isOwn(row.created_by, visitor) || isOwn(row.made_by, visitor));
    // What lies in another's trash is not there.
    if (row === undefined || (row.trashed_at !== null && !mayDecide)) throw noShare();
    if (!mayDecide) throw new Problem("not_yours", "Only whoever made this link or its job, or an admin, may do this");
    const { numDeletedRows } = await tx.deleteFrom("shares").where("id", "=", id).executeTakeFirst();
    if (numDeletedRows === 0n) throw noShare();
    const line = {
      actor: visitor.person,
      action: "share_revoked",
      subject: row.job_id,
      detail: { share: id },
    } as const;
    await addAudit(store, tx, line);
  });
}

/** @returns null for every token that leads nowhere, whatever the reason */
export async function findShared(store: Store, token: string): Promise<SharedJob | null> {
  if (!secretPattern.test(token)) return null;
  const row = await store.db
    .selectFrom("shares")
    .innerJoin("jobs", "jobs.id", "shares.job_id")
    .select(["jobs.id", "jobs.prompt", "jobs.media_type", "jobs.poster_type"])
    .where("shares.token_hash", "=", hashOf(token))
    .where("shares.expires_at", ">", store.now())
    .where("jobs.trashed_at", "is", null)
    .where("jobs.media_state", "=", "saved")
    .executeTakeFirst();
  return row ?? null;
}

function noShare(): Problem {
  return new Problem("not_found", "There is no such link");
}

function toShare(row: ShareRow): Share {
  return {
    id: row.id,
    job_id: row.job_id,
    created_by: row.created_by,
    created_at: new Date(row.created_at).toISOString(),
    expires_at: new Date(row.expires_at).toISOString(),
  };
}
