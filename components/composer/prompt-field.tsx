"use client";
import { useId } from "react";
import type { ReactNode, Ref } from "react";
import { promptLines } from "#lib/draft.ts";
import type { Draft } from "#lib/draft.ts";
import { promptLength } from "#lib/job-words.ts";
import { FieldError, describedBy, inputClass } from "../ui/field.tsx";
import { useLanguage, useText } from "../text.tsx";
import { loadCheck } from "./load-check.ts";
import type { FieldErrors } from "./composer-store.ts";

interface PromptFieldProps {
  field: Ref<HTMLTextAreaElement>;
  draft: Pick<Draft, "prompt" | "per_line">;
  max: number;
  errors: FieldErrors;
  onChange: (change: Partial<Draft>) => void;
  /** Stands beside the switch. */
  children: ReactNode;
}

export function PromptField({ field, draft, max, errors, onChange, children }: PromptFieldProps) {
  const text = useText();
  const { locale } = useLanguage();
  const id = useId();
  const lines = promptLines(draft);
  const longest = Math.max(0, ...lines.map((line) => promptLength(line.text)));
  const messages = [
    ...(errors.prompt === undefined ? [] : [errors.prompt]),
    ...lines.flatMap(({ line }) => {
      const message = errors[`line.${line}`];
      return message === undefined ? [] : [text.composer.line(line, message)];
    }),
  ];
  const isInvalid = messages.length > 0;

  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-2 text-sm">
        <label htmlFor={id} className="font-medium">
          {text.composer.prompt}
        </label>
        <span
          id={`${id}-count`}
          className={`tabular-nums ${longest > max ? "font-semibold text-danger" : "text-muted"}`}
        >
          {draft.per_line && `${text.composer.linesCount(lines.length)} · `}
          <span aria-hidden>{text.composer.count(longest, max)}</span>
          <span className="sr-only">
            {draft.per_line ? text.composer.longestSpoken(longest, max) : text.composer.countSpoken(longest, max)}
          </span>
        </span>
      </div>
      <textarea
        ref={field}
        id={id}
        name="prompt"
        rows={5}
        value={draft.prompt}
        placeholder={draft.per_line ? text.composer.promptsHint : text.composer.promptHint}
        className={`${inputClass} block max-h-80 min-h-32 resize-y field-sizing-content`}
        aria-invalid={isInvalid}
        aria-describedby={describedBy(isInvalid && `${id}-error`, `${id}-count`)}
        // What checks the form arrives while a person types, so that the first press does not wait for it.
        onFocus={() => void loadCheck(locale).catch(() => {})}
        onChange={(event) => onChange({ prompt: event.target.value })}
      />
      <div id={`${id}-error`}>
        {messages.map((message) => (
          <FieldError key={message} id={`${id}-error-${message}`} message={message} />
        ))}
      </div>
      <div className="mt-1 flex flex-wrap items-center justify-between gap-x-2">
        <label className="touch -ml-1 inline-flex items-center gap-2 rounded px-1 text-sm">
          <input
            type="checkbox"
            role="switch"
            name="per_line"
            checked={draft.per_line}
            aria-checked={draft.per_line}
            className="relative h-4 w-7 shrink-0 appearance-none rounded-full bg-edge transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-3 before:rounded-full before:bg-surface before:transition-transform checked:bg-accent checked:before:translate-x-3"
            onChange={(event) => onChange({ per_line: event.target.checked })}
          />
          {text.composer.perLine}
        </label>
        {children}
      </div>
    </div>
  );
}
