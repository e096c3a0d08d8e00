"use client";
import { Send } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { isBlank, paidCalls } from "#lib/draft.ts";
import type { Draft } from "#lib/draft.ts";
import type { Limits } from "#lib/job.ts";
import type { Press } from "#lib/outbox.ts";
import { useHydrated } from "../clock.tsx";
import { useText } from "../text.tsx";
import { Button } from "../ui/button.tsx";
import { ChoiceGroup } from "../ui/choice-group.tsx";
import { browserKeeper } from "./browser-keeper.ts";
import { ComposerNote } from "./composer-note.tsx";
import type { Note } from "./composer-note.tsx";
import { ComposerNotice } from "./composer-notice.tsx";
import type { ComposerStore, Waiting } from "./composer-store.ts";
import { HistoryButton } from "./history-button.tsx";
import { PromptField } from "./prompt-field.tsx";
import { RatioFrame } from "./ratio-frame.tsx";
import { ReferenceFields } from "./reference-fields.tsx";
import { TakesField } from "./takes-field.tsx";
import type { AgainTrouble } from "./use-composer.ts";
import { usePress } from "./use-press.ts";

interface ComposerProps {
  composer: ComposerStore;
  limits: Limits;
  waiting: Waiting;
  note: Note | null;
  trouble: AgainTrouble | null;
  onRetry: () => void;
  onSubmit: (press: Press) => void;
}

export function Composer({ composer, limits, waiting, note, trouble, onRetry, onSubmit }: ComposerProps) {
  const text = useText();
  const isHydrated = useHydrated();
  const form = useRef<HTMLFormElement>(null);
  const prompt = useRef<HTMLTextAreaElement>(null);
  const press = usePress(onSubmit);
  const state = useSyncExternalStore(composer.subscribe, composer.getSnapshot, composer.getSnapshot);
  const { draft, errors } = state;

  // Before the first painting by this script, so that what was typed into the server's page, or kept from before a
  // reload, never flashes away.
  useLayoutEffect(() => {
    if (form.current !== null) composer.open(readForm(form.current), browserKeeper(limits), waiting);
    // Once: later answers come to the store by themselves.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [composer, limits]);

  // Once the errors are drawn, so that a listener hears the field together with what is wrong with it.
  useEffect(() => {
    if (note?.kind === "invalid") form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [note]);

  // A request that comes from elsewhere on this page is to be looked at before it is sent.
  useEffect(() => composer.onFilled(() => prompt.current?.focus()), [composer]);

  return (
    <form
      ref={form}
      noValidate
      autoComplete="off"
      aria-labelledby="composer-title"
      className="flex flex-col gap-5"
      {...press}
    >
      <div className="flex min-h-8 items-center justify-between gap-2">
        <h2 id="composer-title" className="text-lg font-semibold">
          {text.composer.title}
        </h2>
        {/* Keeps its place while there is nothing to clear, so that the first key moves nothing. */}
        <Button
          tone="quiet"
          className={isBlank(draft) ? "invisible" : ""}
          onClick={() => {
            composer.clear();
            prompt.current?.focus();
          }}
        >
          {text.composer.clear}
        </Button>
      </div>
      <ComposerNotice state={state} composer={composer} trouble={trouble} onRetry={onRetry} />
      <PromptField field={prompt} draft={draft} max={limits.prompt_max} errors={errors} onChange={composer.edit}>
        <HistoryButton onUse={composer.fillPrompt} />
      </PromptField>
      <div className="flex flex-wrap gap-x-8 gap-y-5">
        <ChoiceGroup
          label={text.composer.aspectRatio}
          options={limits.aspect_ratios}
          draw={(ratio) => <RatioFrame ratio={ratio} />}
          error={errors.aspect_ratio}
          name="aspect_ratio"
          value={draft.aspect_ratio}
          onChange={(aspect_ratio) => composer.edit({ aspect_ratio })}
        />
        <ChoiceGroup
          label={text.composer.size}
          options={limits.sizes}
          error={errors.size}
          name="size"
          value={draft.size}
          onChange={(size) => composer.edit({ size })}
        />
      </div>
      <ReferenceFields
        urls={draft.images}
        max={limits.max_images}
        errors={errors}
        insisted={state.insisted}
        onChange={composer.editImages}
        onInsist={composer.insist}
      />
      <TakesField count={draft.count} error={errors.count} onChange={(count) => composer.edit({ count })} />
      {/* In reach however long the form is, where it scrolls beside the jobs. */}
      <div className="lg:sticky lg:-bottom-1 lg:z-10 lg:-mx-1 lg:bg-canvas lg:px-1 lg:pt-2">
        {/* Before the script runs a press would load the page anew with the prompt in its address. */}
        <Button
          type="submit"
          tone="accent"
          className="min-h-[44px]! w-full text-base"
          disabled={!isHydrated}
          icon={<Send size={18} aria-hidden />}
        >
          {text.composer.submit(paidCalls(draft))}
        </Button>
        <ComposerNote note={note} />
      </div>
    </form>
  );
}

/** The form as it stands in the page, whoever wrote it there. */
function readForm(form: HTMLFormElement): Draft {
  const data = new FormData(form);
  const textOf = (value: FormDataEntryValue | null) => (typeof value === "string" ? value : "");
  return {
    // Forms send line breaks as the two signs that they once were.
    prompt: textOf(data.get("prompt")).replace(/\r\n/g, "\n"),
    per_line: data.has("per_line"),
    aspect_ratio: textOf(data.get("aspect_ratio")),
    size: textOf(data.get("size")),
    images: data.getAll("images").map(textOf),
    count: textOf(data.get("count")),
  };
}
