"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { AdminText } from "#lib/admin-text.ts";
import type { AuditEntry } from "#lib/audit.ts";
import { auditQuery } from "#lib/people-api.ts";
import { NavLink } from "../nav-link.tsx";
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
  const isJob = action.startsWith("job") || action.startsWith("share");
  const facts = factsOf(detail, text);
  return (
    <li className="grid gap-x-3 py-1.5 md:grid-cols-[13rem_minmax(0,1fr)]">
      <span className="text-muted">
        <Timestamp at={at} />
      </span>
      <span className="wrap-anywhere">
        {actor !== null && <span className="font-medium">{actor} </span>}
        {text.actions[action]}
        {subject !== null && subject !== actor && (isJob ? <JobLink id={subject} /> : `: ${subject}`)}
        {facts.length > 0 && <span className="text-sm text-muted"> {facts.join(", ")}</span>}
      </span>
    </li>
  );
}

function JobLink({ id }: { id: string }) {
  return (
    <>
      {" "}
      <NavLink href={`/jobs/${id}`} className="font-mono text-sm underline">
        {id}
      </NavLink>
    </>
  );
}

/** Ids that say nothing to a person stand in the CSV only. */
const onlyForPrograms = new Set(["ids", "share", "token"]);

function factsOf(detail: AuditEntry["detail"], { facts, values }: AdminText["audit"]): string[] {
  const names = new Map(Object.entries(facts));
  const words = new Map(Object.entries(values));
  return Object.entries(detail)
    .filter(([name]) => !onlyForPrograms.has(name))
    .map(([name, value]) => {
      const word = names.get(name) ?? name;
      return name === "everywhere" ? word : `${word}: ${words.get(String(value)) ?? value}`;
    });
}
