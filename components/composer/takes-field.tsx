"use client";
import { useId } from "react";
import { maxCount } from "#lib/job-words.ts";
import { FieldError, FieldHint, describedBy, inputClass } from "../ui/field.tsx";
import { useText } from "../text.tsx";
import type { ComposerForm } from "./use-composer.ts";

export function TakesField({ form, error }: { form: ComposerForm; error: string | undefined }) {
  const text = useText();
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {text.composer.takes}
      </label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={1}
        max={maxCount}
        step={1}
        defaultValue={1}
        className={`${inputClass} max-w-24`}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(error !== undefined && `${id}-error`, `${id}-hint`)}
        {...form.register("count", { valueAsNumber: true })}
      />
      <FieldError id={`${id}-error`} message={error} />
      <FieldHint id={`${id}-hint`}>{text.composer.takesHint(maxCount)}</FieldHint>
    </div>
  );
}
