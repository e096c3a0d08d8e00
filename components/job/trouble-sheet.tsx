"use client";
import type { ReactNode } from "react";
import { useId } from "react";
import type { Job } from "#lib/job.ts";
import { supportNote } from "#lib/support-note.ts";
import { reportOf } from "#lib/trouble.ts";
import type { Report, Trouble } from "#lib/trouble.ts";
import type { Text } from "#lib/text.ts";
import type { WatchText } from "#lib/watch-text.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { useText } from "../text.tsx";
import { useWatchText } from "../watch/watch-text.ts";

/** When something went wrong or takes long: what happened, whether it was charged, what to do, and what was said. */
export function TroubleSheet({ job }: { job: Job }) {
  const text = useText();
  const watch = useWatchText();
  const id = useId();
  const report = reportOf(job);
  if (report === null) return null;
  const { why, next } = adviceTo(report.trouble, watch);
  const isUnknown = job.status === "unknown";
  const tone = job.status === "failed" ? "border-danger bg-danger-soft" : "border-warn bg-warn-soft";
  return (
    <section aria-labelledby={id} className="overflow-hidden rounded border border-line">
      <h2 id={id} className={`border-l-4 px-4 py-3 font-semibold wrap-anywhere ${tone}`}>
        {isUnknown ? watch.unknown.title : titleOf(report.trouble, text, watch)}
      </h2>
      <dl className="grid gap-3 px-4 py-3">
        <Item name={watch.trouble.whyTitle}>
          <p>{why}</p>
          {isUnknown && job.relay_id === null && <p>{watch.unknown.body}</p>}
        </Item>
        <Item name={watch.trouble.chargedTitle}>{chargedWords(report.charged, text, watch)}</Item>
        <Item name={watch.trouble.nextTitle}>{next}</Item>
        {report.said !== null && <Said {...report.said} />}
      </dl>
      <Copies job={job} words={report.said?.words ?? null} />
    </section>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

/** Kept as it was said, in whatever language; a note of ours is not passed off as the relay's. */
function Said({ words, code, isRelays }: NonNullable<Report["said"]>) {
  const { trouble } = useWatchText();
  return (
    <Item name={isRelays ? trouble.relaysWords : trouble.note}>
      <blockquote className="border-l-2 border-edge pl-3 whitespace-pre-wrap">{words}</blockquote>
      {isRelays && code !== null && <p className="text-sm text-muted">{trouble.code(code)}</p>}
    </Item>
  );
}

function Copies({ job, words }: { job: Job; words: string | null }) {
  const { copying } = useText();
  const { trouble } = useWatchText();
  const note = supportNote(job, trouble);
  const ids = [job.id, job.relay_id].filter((id) => id !== null).join("\n");
  return (
    <div className="border-t border-line px-2 py-1">
      <div className="flex flex-wrap">
        {words !== null && (
          <CopyButton value={words} name={trouble.copyWords} label={trouble.copyWords} words={copying} />
        )}
        <CopyButton value={ids} name={trouble.copyIds} label={trouble.copyIds} words={copying} />
        <CopyButton value={note} name={trouble.copyNote} label={trouble.copyNote} words={copying} />
      </div>
      <details className="px-2 text-sm">
        <summary className="touch inline-flex items-center text-muted underline">{trouble.noteTitle}</summary>
        <pre className="mb-2 max-h-60 overflow-auto font-mono text-xs whitespace-pre-wrap wrap-anywhere">{note}</pre>
      </details>
    </div>
  );
}

function adviceTo(trouble: Trouble, { advice }: WatchText) {
  switch (trouble.about) {
    case "failure":
      return advice.failures[trouble.kind];
    case "media":
      return advice.media[trouble.kind];
    case "waiting":
      return advice.waiting[trouble.kind];
    case "overdue":
      return advice.overdue;
  }
}

function titleOf(trouble: Trouble, text: Text, watch: WatchText): string {
  switch (trouble.about) {
    case "failure":
      return text.failures[trouble.kind];
    case "media":
      return watch.trouble.media[trouble.kind];
    case "waiting":
      return watch.trouble.waiting[trouble.kind];
    case "overdue":
      return watch.trouble.overdue;
  }
}

function chargedWords(charged: Report["charged"], text: Text, watch: WatchText): string {
  switch (charged) {
    case "not_yet":
      return watch.trouble.notYet;
    case "yes":
      return watch.trouble.chargedYes;
    case "no":
    case "unknown":
      return text.charged[charged];
  }
}
