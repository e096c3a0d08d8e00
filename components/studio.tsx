"use client";
import { useCallback } from "react";
import type { FieldPath } from "react-hook-form";
import { ApiProblem } from "#lib/api.ts";
import type { Job, Limits, Submission } from "#lib/job.ts";
import type { Press, Sent } from "#lib/outbox.ts";
import { Composer } from "./composer/composer.tsx";
import type { Note } from "./composer/composer-note.tsx";
import { useComposer } from "./composer/use-composer.ts";
import type { ComposerValues } from "./composer/use-composer.ts";
import { useOutbox } from "./composer/use-outbox.ts";
import { FirstRun } from "./help/first-run.tsx";
import { JobSheet } from "./jobs/job-sheet.tsx";
import { useText } from "./text.tsx";

/** The form beside the sheet: what is sent by the one stands at once on the other. */
export function Studio({ limits }: { limits: Limits }) {
  const text = useText();
  const form = useComposer(limits);
  const { outbox, intents } = useOutbox();

  async function submit(body: Submission, press: Press): Promise<Note | null> {
    const sent = await outbox.submit(body, press);
    if (sent.kind === "refused") showFieldErrors(sent.error);
    return noteOf(sent);
  }

  function showFieldErrors(error: unknown) {
    if (!(error instanceof ApiProblem)) return;
    for (const [name, message] of Object.entries(error.fields)) {
      if (isField(name)) form.setError(name, { type: "server", message });
    }
  }

  function noteOf(sent: Sent<Job[]>): Note | null {
    switch (sent.kind) {
      case "accepted":
        return { kind: "sent", text: text.composer.sent(sent.reply.length) };
      case "unanswered":
        return { kind: "unanswered", text: text.composer.unanswered };
      case "refused": {
        const reason = sent.error instanceof Error ? sent.error.message : "";
        const isInvalid = sent.error instanceof ApiProblem && Object.keys(sent.error.fields).some(isField);
        return { kind: isInvalid ? "invalid" : "refused", text: text.composer.refused(reason) };
      }
      case "repeat":
        return null;
    }
  }

  const fill = useCallback(
    (prompt: string) => {
      form.setValue("prompt", prompt);
      form.clearErrors("prompt");
      form.setFocus("prompt");
    },
    [form],
  );

  return (
    <div className="grid items-start gap-x-8 gap-y-8 lg:grid-cols-[20rem_minmax(0,1fr)] xl:grid-cols-[22rem_minmax(0,1fr)]">
      <div className="lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto lg:p-1 lg:-m-1">
        <Composer form={form} limits={limits} onSubmit={submit} />
      </div>
      <div className="min-w-0">
        <FirstRun />
        <JobSheet
          intents={intents}
          onResend={(key) => void outbox.resend(key)}
          onDiscard={outbox.discard}
          onSample={fill}
        />
      </div>
    </div>
  );
}

/** The server names fields as the form does: `prompt`, `images.1`. */
function isField(name: string): name is FieldPath<ComposerValues> {
  return /^(prompt|aspect_ratio|size|count|images(\.\d+)?)$/.test(name);
}
