"use client";
import { Minus, Plus } from "lucide-react";
import { useId } from "react";
import { maxCount } from "#lib/job-words.ts";
import { Button } from "../ui/button.tsx";
import { FieldError, FieldHint, describedBy, inputClass } from "../ui/field.tsx";
import { useText } from "../text.tsx";

interface TakesFieldProps {
  count: string;
  error: string | undefined;
  onChange: (count: string) => void;
}

export function TakesField({ count, error, onChange }: TakesFieldProps) {
  const text = useText();
  const id = useId();
  const takes = Number(count);
  const step = (to: number) => () => onChange(String(Math.min(maxCount, Math.max(1, Math.round(to) || 1))));
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {text.composer.takes}
      </label>
      <div className="flex items-center gap-1">
        <input
          id={id}
          name="count"
          type="number"
          inputMode="numeric"
          min={1}
          max={maxCount}
          step={1}
          value={count}
          className={`${inputClass} max-w-20`}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy(error !== undefined && `${id}-error`, `${id}-hint`)}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button
          tone="quiet"
          aria-label={text.composer.fewerTakes}
          aria-disabled={takes <= 1 || undefined}
          icon={<Minus size={16} aria-hidden />}
          onClick={step(takes - 1)}
        />
        <Button
          tone="quiet"
          aria-label={text.composer.moreTakes}
          aria-disabled={takes >= maxCount || undefined}
          icon={<Plus size={16} aria-hidden />}
          onClick={step(takes + 1)}
        />
      </div>
      <FieldError id={`${id}-error`} message={error} />
      <FieldHint id={`${id}-hint`}>{text.composer.takesHint(maxCount)}</FieldHint>
    </div>
  );
}
