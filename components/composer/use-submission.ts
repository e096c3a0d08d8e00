"use client";
import { useState } from "react";
import { ApiProblem } from "#lib/api.ts";
import { draftOf, requestOf } from "#lib/draft.ts";
import type { Request } from "#lib/draft.ts";
import type { Job, Limits, Submission } from "#lib/job.ts";
import type { Intent, Press, Sent } from "#lib/outbox.ts";
import { useLanguage, useText } from "../text.tsx";
import type { Note } from "./composer-note.tsx";
import type { ComposerStore, FieldErrors, Waiting } from "./composer-store.ts";
import { loadCheck } from "./load-check.ts";
import { deskStorage, newKey } from "../storage.ts";
import { useOutbox } from "./use-outbox.ts";

interface SubmissionUse {
  intents: readonly Intent[];
  waiting: Waiting;
  /** What became of the last press. */
  note: Note | null;
  submit: (press: Press) => void;
  resend: (key: string) => void;
  discard: (key: string) => void;
}

/** A look at images that ends sooner needs no word. */
const quietLookMs = 300;

/** From the press to the server's answer: what is wrong is said at its field, what is right goes to the outbox. */
export function useSubmission(composer: ComposerStore, limits: Limits): SubmissionUse {
  const text = useText();
  const { locale } = useLanguage();
  const words = text.composer;
  const [note, setNote] = useState<Note | null>(null);
  const { outbox, intents } = useOutbox({
    onAnswered: composer.closeKey,
    onAccepted: accepted,
    onResumed: (sent) => void settleLate(sent),
  });

  function accepted(body: Submission) {
    composer.sent(body);
    const prompts = body.prompts ?? [body.prompt ?? ""];
    // A convenience: what cannot be loaded now is only not listed among the earlier prompts.
    import("#lib/prompt-history.ts").then(
      (history) => history.recordPrompts(deskStorage(), prompts, Date.now()),
      () => {},
    );
  }

  async function send(press: Press): Promise<void> {
    const { draft, insisted } = composer.getSnapshot();
    const request = requestOf(draft);
    const { checkRequest, brokenImages, schemaFor } = await loadCheck(locale);
    const checked = await checkRequest(request, schemaFor(limits));
    if (checked.kind === "invalid") {
      composer.fail(checked.errors);
      return setNote({ kind: "invalid", text: words.invalid(Object.keys(checked.errors).length) });
    }
    if (checked.body.images.length > 0) {
      const timer = setTimeout(() => setNote({ kind: "checking", text: words.checking }), quietLookMs);
      const broken = await brokenImages(checked.body.images, insisted).finally(() => clearTimeout(timer));
      if (broken.length > 0) return setNote({ kind: "invalid", text: words.invalid(broken.length) });
    }
    composer.fail({});
    await settle(await outbox.submit(checked.body, press, draft.key ?? newKey()), request);
  }

  async function settle(sent: Sent<Job[]>, request: Request): Promise<void> {
    switch (sent.kind) {
      case "accepted":
        return setNote({ kind: "sent", text: words.sent(sent.reply.length) });
      case "unanswered":
        return setNote({ kind: "unanswered", text: words.unanswered });
      case "refused": {
        if (!composer.asksFor(sent.body)) return settleLate(sent);
        const errors = await errorsOf(sent.error, request);
        composer.fail(errors);
        return setNote({ kind: Object.keys(errors).length > 0 ? "invalid" : "refused", text: reasonOf(sent.error) });
      }
      case "repeat":
        // The press that it repeats says what becomes of it.
        return setNote((last) => (last?.kind === "checking" ? null : last));
    }
  }

  /** Of a request that the form may have left behind: sent again from its tile, interrupted by a reload, or by the next idea. */
  async function settleLate(sent: Sent<Job[]>): Promise<void> {
    if (sent.kind !== "refused") return;
    composer.takeBack(sent.body, await errorsOf(sent.error, requestOf(draftOf(sent.body, limits).draft)));
    setNote({ kind: "refused", text: reasonOf(sent.error) });
  }

  async function errorsOf(error: unknown, request: Request): Promise<FieldErrors> {
    if (!(error instanceof ApiProblem) || Object.keys(error.fields).length === 0) return {};
    try {
      const { placed } = await loadCheck(locale);
      return placed(error.fields, request);
    } catch {
      // Without the script that knows the fields, the reason is said beneath the form alone.
      return {};
    }
  }

  function reasonOf(error: unknown): string {
    return words.refused(error instanceof Error ? error.message : "");
  }

  return {
    intents,
    waiting: { own: () => bodiesOf(outbox.getSnapshot()), all: async () => bodiesOf(await outbox.all()) },
    note,
    submit(press) {
      setNote((last) => (last?.kind === "invalid" ? null : last));
      // The check itself could not be loaded, so nothing went out.
      send(press).catch(() => setNote({ kind: "refused", text: words.refused(text.problems.unreachable) }));
    },
    resend: (key) => void outbox.resend(key).then(settleLate),
    discard: outbox.discard,
  };
}

function bodiesOf(intents: readonly Intent[]): readonly Submission[] {
  return intents.map(({ body }) => body);
}
