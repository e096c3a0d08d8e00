/** Reading the audit log, newest first. Writes nothing. */
import type { AuditEntry, AuditPage, AuditQuery } from "#lib/audit.ts";
import type { AuditRow } from "../database/people-tables.ts";
import type { Store } from "../database/store.ts";

const pageLength = { default: 50, csv: 1_000 } as const;

export async function readAudit(store: Store, { cursor, limit = pageLength.default }: AuditQuery): Promise<AuditPage> {
  const rows = await page(store, cursor ?? null, limit + 1);
  const entries = rows.slice(0, limit);
  return {
    entries: entries.map(toEntry),
    next_cursor: rows.length > limit ? (entries.at(-1)?.id ?? null) : null,
  };
}

/** In the order of `auditColumns`. */
export async function* auditInParts(store: Store): AsyncGenerator<(string | null)[][]> {
  for (let cursor: string | null = null; ;) {
    const rows: AuditRow[] = await page(store, cursor, pageLength.csv);
    yield rows.map(({ at, actor, action, subject, detail }) => [
      new Date(at).toISOString(),
      actor,
      action,
      subject,
      detail,
    ]);
    cursor = rows.at(-1)?.id ?? null;
    if (rows.length < pageLength.csv || cursor === null) return;
  }
}

/** By id, which grows with time within an instance; those of instances beside each other may differ by their clocks. */
function page(store: Store, cursor: string | null, limit: number): Promise<AuditRow[]> {
  return store.db
    .selectFrom("audit_log")
    .selectAll()
    .$if(cursor !== null, (query) => query.where("id", "<", cursor ?? ""))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: new Date(row.at).toISOString(),
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    detail: JSON.parse(row.detail),
  };
}
