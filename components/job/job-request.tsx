"use client";
import { formatBytes } from "#lib/format.ts";
import type { Job } from "#lib/job.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { useText } from "../text.tsx";
import { Timestamp } from "../times.tsx";
import { Row, Section } from "./section.tsx";

/** Exactly what was asked for. Links are shown as text: they are what somebody typed. */
export function JobRequest({ job, hasPrompt = false }: { job: Job; hasPrompt?: boolean }) {
  const text = useText();
  return (
    <Section title={text.page.request}>
      {hasPrompt && <p className="mb-2 max-h-60 overflow-y-auto whitespace-pre-wrap wrap-anywhere">{job.prompt}</p>}
      <dl>
        <Row name={text.page.model}>{job.model}</Row>
        <Row name={text.page.aspectRatio}>{job.aspect_ratio}</Row>
        <Row name={text.page.size}>{job.size}</Row>
        <Row name={text.page.images}>
          {job.images.length === 0 ? (
            text.page.noImages
          ) : (
            <ol className="list-decimal pl-4">
              {job.images.map((url, index) => (
                // The same link may stand twice, and the list of a job never changes.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={index}>{url}</li>
              ))}
            </ol>
          )}
        </Row>
        {job.created_by !== null && <Row name={text.page.madeBy}>{job.created_by}</Row>}
        <Row name={text.page.created}>
          <Timestamp at={job.created_at} />
        </Row>
        {job.submitted_at !== null && (
          <Row name={text.page.submitted}>
            <Timestamp at={job.submitted_at} />
          </Row>
        )}
        {job.finished_at !== null && (
          <Row name={text.page.finished}>
            <Timestamp at={job.finished_at} />
          </Row>
        )}
        {job.media.bytes !== null && <Row name={text.page.kept}>{formatBytes(job.media.bytes, text.locale)}</Row>}
      </dl>
      <div className="-ml-2">
        <CopyButton value={job.prompt} name={text.page.copyPrompt} label={text.page.copyPrompt} words={text.copying} />
      </div>
    </Section>
  );
}
