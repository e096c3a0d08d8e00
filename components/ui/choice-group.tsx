import { useId } from "react";
import type { ReactNode } from "react";
import { FieldError } from "./field.tsx";

interface ChoiceGroupProps {
  label: string;
  options: readonly string[];
  /** What is drawn beside the word of an option; for eyes only. */
  draw?: (option: string) => ReactNode;
  error: string | undefined;
  name: string;
  value: string;
  onChange: (option: string) => void;
}

/** One of a few words. */
export function ChoiceGroup({ label, options, draw, error, name, value, onChange }: ChoiceGroupProps) {
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={`${id}-label`} aria-describedby={error && `${id}-error`}>
      <span id={`${id}-label`} className="mb-1.5 block text-sm font-medium">
        {label}
      </span>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <label
            key={option}
            className="touch relative inline-flex items-center gap-2 rounded border border-edge bg-surface px-3 text-sm transition-colors hover:bg-mat has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            {/* Over all of its label, so that whatever is pointed at is the radio itself. */}
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === value}
              onChange={() => onChange(option)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {draw?.(option)}
            {option}
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}
