"use client";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useId, useRef } from "react";
import type { ReactNode } from "react";
import type { FieldErrors } from "react-hook-form";
import { Button } from "../ui/button.tsx";
import { FieldError, FieldHint, describedBy, inputClass } from "../ui/field.tsx";
import { useText } from "../text.tsx";
import type { ComposerValues } from "./use-composer.ts";

interface ReferenceFieldsProps {
  urls: readonly string[];
  max: number;
  errors: FieldErrors<ComposerValues>["images"];
  onChange: (urls: string[]) => void;
}

export function ReferenceFields({ urls, max, errors, onChange }: ReferenceFieldsProps) {
  const text = useText();
  const id = useId();
  const root = useRef<HTMLDivElement>(null);

  /** Focus follows what was done, or a keyboard would be thrown back to the top of the page. */
  function change(next: string[], focus: string) {
    onChange(next);
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(focus)?.focus());
  }

  function move(from: number, to: number) {
    const next = urls.with(from, urls[to] ?? "").with(to, urls[from] ?? "");
    const direction = to < from ? "up" : "down";
    const isAtEnd = to === 0 || to === urls.length - 1;
    change(next, isAtEnd ? `[data-row="${to}"] input` : `[data-row="${to}"] [data-move="${direction}"]`);
  }

  if (max === 0) return null;
  return (
    <div ref={root} role="group" aria-labelledby={`${id}-label`}>
      <span id={`${id}-label`} className="mb-1.5 block text-sm font-medium">
        {text.composer.references}
      </span>
      <div className="flex flex-col gap-2">
        {urls.map((url, row) => (
          // A row is its place: the texts move, the rows stay.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={row} data-row={row}>
            <div className="flex items-center gap-1">
              <input
                type="url"
                inputMode="url"
                autoComplete="off"
                spellCheck={false}
                value={url}
                placeholder={text.composer.referenceHint}
                aria-label={text.composer.reference(row + 1)}
                aria-invalid={errorOf(errors, row) !== undefined}
                aria-describedby={describedBy(errorOf(errors, row) !== undefined && `${id}-error-${row}`, `${id}-hint`)}
                className={`${inputClass} min-w-0`}
                onChange={(event) => onChange(urls.with(row, event.target.value))}
              />
              {urls.length > 1 && (
                <>
                  <RowButton
                    name={text.composer.moveUp(row + 1)}
                    icon={<ArrowUp size={16} aria-hidden />}
                    move="up"
                    isDisabled={row === 0}
                    onClick={() => move(row, row - 1)}
                  />
                  <RowButton
                    name={text.composer.moveDown(row + 1)}
                    icon={<ArrowDown size={16} aria-hidden />}
                    move="down"
                    isDisabled={row === urls.length - 1}
                    onClick={() => move(row, row + 1)}
                  />
                </>
              )}
              <RowButton
                name={text.composer.remove(row + 1)}
                icon={<X size={16} aria-hidden />}
                onClick={() => change(urls.toSpliced(row, 1), "[data-add]")}
              />
            </div>
            <FieldError id={`${id}-error-${row}`} message={errorOf(errors, row)} />
          </div>
        ))}
      </div>
      <FieldError id={`${id}-error`} message={errors?.message ?? errors?.root?.message} />
      <Button
        data-add
        tone="outline"
        className={urls.length === 0 ? "" : "mt-2"}
        icon={<Plus size={16} aria-hidden />}
        aria-disabled={urls.length >= max || undefined}
        aria-describedby={`${id}-hint`}
        onClick={() => urls.length < max && change([...urls, ""], `[data-row="${urls.length}"] input`)}
      >
        {text.composer.addReference}
      </Button>
      <FieldHint id={`${id}-hint`}>
        {text.composer.ratioFollows}
        {urls.length >= max && ` ${text.composer.referencesFull(max)}`}
      </FieldHint>
    </div>
  );
}

function errorOf(errors: ReferenceFieldsProps["errors"], row: number): string | undefined {
  return Array.isArray(errors) ? errors[row]?.message : undefined;
}

interface RowButtonProps {
  name: string;
  icon: ReactNode;
  move?: "up" | "down";
  isDisabled?: boolean;
  onClick: () => void;
}

function RowButton({ name, icon, move, isDisabled = false, onClick }: RowButtonProps) {
  return (
    <Button
      tone="quiet"
      aria-label={name}
      title={name}
      data-move={move}
      disabled={isDisabled}
      icon={icon}
      onClick={onClick}
    />
  );
}
