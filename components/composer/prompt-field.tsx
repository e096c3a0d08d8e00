"use client";
import { useEffect, useId } from "react";
import { useWatch } from "react-hook-form";
import { loadSchemas } from "#lib/api.ts";
import { promptLength } from "#lib/job-words.ts";
import { FieldError, describedBy, inputClass } from "../ui/field.tsx";
import { useText } from "../text.tsx";
import type { ComposerForm } from "./use-composer.ts";

interface PromptFieldProps {
  form: ComposerForm;
  max: number;
  error: string | undefined;
}

export function PromptField({ form, max, error }: PromptFieldProps) {
  const text = useText();
  const id = useId();
  const length = promptLength(useWatch({ control: form.control, name: "prompt" }) ?? "");
  // What was typed before this script ran stands in the page only; those who watch the field learn of it here.
  useEffect(() => {
    const typed = document.getElementById(id);
    if (typed instanceof HTMLTextAreaElement && typed.value !== "") form.setValue("prompt", typed.value);
  }, [form, id]);

  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between text-sm">
        <label htmlFor={id} className="font-medium">
          {text.composer.prompt}
        </label>
        <span
          id={`${id}-count`}
          className={`tabular-nums ${length > max ? "font-semibold text-danger" : "text-muted"}`}
        >
          <span aria-hidden>{text.composer.count(length, max)}</span>
          <span className="sr-only">{text.composer.countSpoken(length, max)}</span>
        </span>
      </div>
      <textarea
        id={id}
        rows={5}
        placeholder={text.composer.promptHint}
        className={`${inputClass} block max-h-80 min-h-32 resize-y field-sizing-content`}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(error !== undefined && `${id}-error`, `${id}-count`)}
        // The schemas arrive while a person types, so that the first press does not wait for them.
        onFocus={() => void loadSchemas().catch(() => {})}
        {...form.register("prompt")}
      />
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}
