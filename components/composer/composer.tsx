"use client";
import { Send } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, MouseEvent } from "react";
import { useController, useFormState } from "react-hook-form";
import type { Limits, Submission } from "#lib/job.ts";
import type { Press } from "#lib/outbox.ts";
import { Button } from "../ui/button.tsx";
import { ChoiceGroup } from "../ui/choice-group.tsx";
import { useHydrated } from "../clock.tsx";
import { useText } from "../text.tsx";
import { ComposerNote } from "./composer-note.tsx";
import type { Note } from "./composer-note.tsx";
import { PromptField } from "./prompt-field.tsx";
import { RatioFrame } from "./ratio-frame.tsx";
import { ReferenceFields } from "./reference-fields.tsx";
import { TakesField } from "./takes-field.tsx";
import type { ComposerForm } from "./use-composer.ts";

interface ComposerProps {
  form: ComposerForm;
  limits: Limits;
  /** Sends a valid request; the note says what became of it, null leaves the last one. */
  onSubmit: (body: Submission, press: Press) => Promise<Note | null>;
}

export function Composer({ form, limits, onSubmit }: ComposerProps) {
  const text = useText();
  const isHydrated = useHydrated();
  const element = useRef<HTMLFormElement>(null);
  const press = useRef<Press>({ at: 0, isRepeat: false });
  const [note, setNote] = useState<Note | null>(null);
  const { errors } = useFormState({ control: form.control });
  const images = useController({ control: form.control, name: "images" });

  const isErrorSought = useRef(false);
  // Once the errors are drawn, so that a listener hears the field together with what is wrong with it.
  useEffect(() => {
    const invalid = isErrorSought.current ? element.current?.querySelector<HTMLElement>('[aria-invalid="true"]') : null;
    if (invalid === null || invalid === undefined) return;
    isErrorSought.current = false;
    invalid.focus();
  });

  function submit(pressed: Press) {
    setNote((last) => (last?.kind === "invalid" ? null : last));
    const send = form.handleSubmit(
      async (body) => {
        const next = await onSubmit(body, pressed);
        if (next !== null) setNote(next);
        isErrorSought.current = next?.kind === "invalid";
      },
      (invalid) => {
        setNote({ kind: "invalid", text: text.composer.invalid(Object.keys(invalid).length) });
        isErrorSought.current = true;
      },
    );
    // The check itself could not be loaded, so nothing went out.
    send().catch(() => setNote({ kind: "refused", text: text.composer.refused(text.problems.unreachable) }));
  }

  /** A click without a count is what the browser makes of a key, so it is a repeat when the key is held down. */
  function noticeClick({ detail, timeStamp }: MouseEvent) {
    press.current = { at: timeStamp, isRepeat: detail === 0 ? press.current.isRepeat : detail > 1 };
  }

  function noticeKey(event: KeyboardEvent) {
    press.current = { at: event.timeStamp, isRepeat: event.repeat };
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (isHydrated) submit(press.current);
  }

  return (
    <form
      ref={element}
      noValidate
      aria-labelledby="composer-title"
      className="flex flex-col gap-5"
      onClickCapture={noticeClick}
      onKeyDownCapture={noticeKey}
      onKeyUpCapture={() => (press.current = { ...press.current, isRepeat: false })}
      onSubmit={(event) => {
        event.preventDefault();
        submit(press.current);
      }}
    >
      <h2 id="composer-title" className="flex min-h-8 items-center text-lg font-semibold">
        {text.composer.title}
      </h2>
      <PromptField form={form} max={limits.prompt_max} error={errors.prompt?.message} />
      <div className="flex flex-wrap gap-x-8 gap-y-5">
        <ChoiceGroup
          label={text.composer.aspectRatio}
          options={limits.aspect_ratios}
          draw={(ratio) => <RatioFrame ratio={ratio} />}
          error={errors.aspect_ratio?.message}
          radio={form.register("aspect_ratio")}
        />
        <ChoiceGroup
          label={text.composer.size}
          options={limits.sizes}
          error={errors.size?.message}
          radio={form.register("size")}
        />
      </div>
      <ReferenceFields
        urls={images.field.value}
        max={limits.max_images}
        errors={errors.images}
        onChange={images.field.onChange}
      />
      <TakesField form={form} error={errors.count?.message} />
      <div>
        {/* Before the script runs a press would load the page anew with the prompt in its address. */}
        <Button
          type="submit"
          tone="accent"
          className="min-h-11! w-full text-base"
          disabled={!isHydrated}
          icon={<Send size={18} aria-hidden />}
        >
          {text.composer.submit}
        </Button>
        <ComposerNote note={note} />
      </div>
    </form>
  );
}
