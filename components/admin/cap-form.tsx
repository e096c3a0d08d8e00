"use client";
import { useId } from "react";
import type { SubmitEvent } from "react";
import { textIn } from "#lib/form-text.ts";
import { useHydrated } from "../clock.tsx";
import { Button } from "../ui/button.tsx";
import { FieldHint, inputClass } from "../ui/field.tsx";
import { useAdminText } from "./use-admin.ts";

interface CapFormProps {
  label: string;
  hint: string;
  /** Null: none of its own. */
  value: number | null;
  isBusy: boolean;
  onSave: (cap: number | null) => void;
  onCancel?: () => void;
}

/** A number of jobs, or nothing. */
export function CapForm({ label, hint, value, isBusy, onSave, onCancel }: CapFormProps) {
  const text = useAdminText();
  const id = useId();
  const isReady = useHydrated();
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = textIn(new FormData(event.currentTarget), "jobs");
    if (!isBusy) onSave(typed === "" ? null : Number(typed));
  }
  return (
    <form onSubmit={submit} className="mt-1">
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={0}
          max={1_000_000}
          step={1}
          name="jobs"
          defaultValue={value ?? ""}
          aria-describedby={`${id}-hint`}
          className={`${inputClass} max-w-36`}
        />
        <Button type="submit" isBusy={isBusy} disabled={!isReady}>
          {text.save}
        </Button>
        {onCancel !== undefined && (
          <Button tone="quiet" onClick={onCancel}>
            {text.cancel}
          </Button>
        )}
      </div>
      <FieldHint id={`${id}-hint`}>{hint}</FieldHint>
    </form>
  );
}
