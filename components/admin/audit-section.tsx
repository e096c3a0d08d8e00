"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { AuditEntry } from "#lib/audit.ts";
import { auditQuery } from "#lib/people-api.ts";
import { Timestamp } from "../times.tsx";
import { Button } from "../ui/button.tsx";
import { AdminSection } from "./admin-section.tsx";
import { CsvLink } from "./csv-link.tsx";
import { useAdminText } from "./use-admin.ts";

export function AuditSection() {
  const { audit: text, loading } = useAdminText();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(auditQuery());
  return (
    <AdminSection title={text.title} lead={text.lead} action={<CsvLink href="/api/audit/csv" words={text.csv} />}>
      {data === undefined ? (
        loading
      ) : (
        <ul className="divide-y divide-line">
          {data.pages.flatMap(({ entries }) => entries.map((entry) => <AuditLine key={entry.id} entry={entry} />))}
        </ul>
      )}
      {hasNextPage && (
        <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {text.more}
        </Button>
      )}
    </AdminSection>
  );
}

function AuditLine({ entry: { at, actor, action, subject, detail } }: { entry: AuditEntry }) {
  const { audit: text } = useAdminText();
  const facts = Object.entries(detail).map(([name, value]) => `${name}: ${value}`);
  return (
    <li className="flex flex-wrap gap-x-3 py-1.5 wrap-anywhere">
      <span className="text-muted">
        <Timestamp at={at} />
      </span>
      <span>
        {actor !== null && <span className="font-medium">{actor} </span>}
        {text.actions[action]}
        {subject !== null && subject !== actor && `: ${subject}`}
      </span>
      {facts.length > 0 && <span className="text-sm text-muted">{facts.join(", ")}</span>}
    </li>
  );
}
