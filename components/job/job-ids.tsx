"use client";
import { NavLink } from "../nav-link.tsx";
import type { Job } from "#lib/job.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { useText } from "../text.tsx";
import { Row, Section } from "./section.tsx";

/** What a relay's support or an operator's log asks for. */
export function JobIds({ job }: { job: Job }) {
  const text = useText();
  return (
    <Section title={text.page.ids}>
      <dl>
        <IdRow name={text.page.jobId} id={job.id} />
        {job.relay_id === null ? (
          <Row name={text.page.relayId}>
            <span className="text-muted">{text.page.noRelayId}</span>
          </Row>
        ) : (
          <IdRow name={text.page.relayId} id={job.relay_id} />
        )}
        {job.relay_status !== null && (
          <Row name={text.page.relaySays}>
            <q>{job.relay_status}</q>
          </Row>
        )}
        {job.batch_id !== null && <IdRow name={text.page.batchId} id={job.batch_id} />}
        {job.retry_of !== null && (
          <Row name={text.page.retryOf}>
            <NavLink href={`/jobs/${job.retry_of}`} className="font-mono text-accent underline">
              {job.retry_of}
            </NavLink>
          </Row>
        )}
      </dl>
    </Section>
  );
}

function IdRow({ name, id }: { name: string; id: string }) {
  const text = useText();
  return (
    <Row name={name}>
      <span className="flex items-start justify-between gap-1">
        <code className="min-w-0 self-center font-mono text-xs wrap-anywhere">{id}</code>
        <CopyButton value={id} name={text.page.copyNamed(name)} words={text.copying} />
      </span>
    </Row>
  );
}
