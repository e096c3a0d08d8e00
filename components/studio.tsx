"use client";
import { Activity } from "react";
import type { Limits } from "#lib/job.ts";
import { Composer } from "./composer/composer.tsx";
import { useComposer } from "./composer/use-composer.ts";
import { useSubmission } from "./composer/use-submission.ts";
import { FirstRun } from "./help/first-run.tsx";
import { JobSheet } from "./jobs/job-sheet.tsx";

/** The form beside the sheet: what is sent by the one stands at once on the other. */
export function Studio({ limits }: { limits: Limits }) {
  const { composer, trouble, retry } = useComposer(limits);
  const { intents, waiting, note, submit, resend, discard } = useSubmission(composer, limits);

  return (
    <div className="grid items-start gap-x-8 gap-y-8 lg:grid-cols-[20rem_minmax(0,1fr)] xl:grid-cols-[22rem_minmax(0,1fr)]">
      {/* A field may be as wide as what is typed into it, unless it is told not to be. */}
      <div className="min-w-0 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:scroll-pb-28 lg:overflow-y-auto lg:p-1 lg:-m-1">
        <Composer
          composer={composer}
          limits={limits}
          waiting={waiting}
          note={note}
          trouble={trouble}
          onRetry={retry}
          onSubmit={submit}
        />
      </div>
      <div className="min-w-0">
        {/* Around the sheet, so that the form listens first and the tiles after it. */}
        <Activity>
          <FirstRun />
          <JobSheet intents={intents} onResend={resend} onDiscard={discard} onSample={composer.fillPrompt} />
        </Activity>
      </div>
    </div>
  );
}
