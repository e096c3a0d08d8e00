"use client";
import { createCurl } from "#lib/create-call.ts";
import type { Job } from "#lib/job.ts";
import { useText } from "../text.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { useWatchText } from "../watch/watch-text.ts";
import { Section } from "./section.tsx";

/** The paid call as this server makes it, for whoever wants to try it without this server. */
export function JobCurl({ job }: { job: Job }) {
  const { copying } = useText();
  const { page } = useWatchText();
  const command = createCurl(job);
  return (
    <Section title={page.curl}>
      <pre
        // Long lines scroll, also by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-60 overflow-auto rounded bg-mat p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
      >
        {command}
      </pre>
      <p className="mt-1 text-sm text-muted">{page.curlWarning}</p>
      <div className="-ml-2">
        <CopyButton value={command} name={page.copyCurl} label={page.copyCurl} words={copying} />
      </div>
    </Section>
  );
}
