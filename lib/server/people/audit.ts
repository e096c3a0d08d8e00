/**
 * The audit log: who did what, for good. A line is written in the transaction of what it tells of, so neither is there
 * without the other; the database itself refuses to change or delete one. Never holds a prompt, a passcode or a link.
 */
import type { Transaction } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { AuditAction } from "#lib/audit.ts";
import type { Store } from "../database/store.ts";
import type { Tables } from "../database/tables.ts";

export interface AuditInput {
  /** A person's name; null where nobody signs in, and for what the program does by itself. */
  actor: string | null;
  action: AuditAction;
  /** What it was done to: a person's name, a job's id. */
  subject?: string;
  detail?: Record<string, string | number | null>;
}

export async function addAudit(
  store: Store,
  tx: Transaction<Tables>,
  { actor, action, subject, detail }: AuditInput,
): Promise<void> {
  await tx
    .insertInto("audit_log")
    .values({
      id: uuidv7(),
      at: store.now(),
      actor,
      action,
      subject: subject ?? null,
      detail: JSON.stringify(detail ?? {}),
    })
    .execute();
}
