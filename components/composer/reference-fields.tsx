"use client";
import { Plus } from "lucide-react";
import { memo, useId, useRef } from "react";
import type { ClipboardEvent, DragEvent } from "react";
import { frameTag, insertLinks, splitLinks } from "#lib/links.ts";
import { Button } from "../ui/button.tsx";
import { FieldError, FieldHint } from "../ui/field.tsx";
import { useText } from "../text.tsx";
import type { FieldErrors } from "./composer-store.ts";
import { FrameNote } from "./frame-note.tsx";
import { ReferenceRow } from "./reference-row.tsx";
import { useRowDrag } from "./use-row-drag.ts";

interface ReferenceFieldsProps {
  urls: readonly string[];
  max: number;
  errors: FieldErrors;
  insisted: readonly string[];
  onChange: (urls: readonly string[]) => void;
  onMove: (from: number, to: number) => void;
  onInsist: (url: string) => void;
}

/** Drawn again only when a reference changes, not with every key in the prompt. */
export const ReferenceFields = memo(function ReferenceFields(props: ReferenceFieldsProps) {
  const { urls, max, errors, insisted, onChange, onMove, onInsist } = props;
  const text = useText();
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const { dragged, grab } = useRowDrag(list, onMove);

  /** Focus follows what was done, or a keyboard would be thrown back to the top of the page. */
  function focus(selector: string) {
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(selector)?.focus());
  }

  function change(next: readonly string[], selector: string) {
    onChange(next);
    focus(selector);
  }

  function move(from: number, to: number) {
    const direction = to < from ? "up" : "down";
    const isAtEnd = to === 0 || to === urls.length - 1;
    onMove(from, to);
    focus(isAtEnd ? `[data-row="${to}"] input` : `[data-row="${to}"] [data-move="${direction}"]`);
  }

  function insert(target: EventTarget, links: readonly string[]) {
    const at = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-row]")?.dataset.row : undefined;
    const next = insertLinks(urls, at === undefined ? urls.length : Number(at), links);
    change(next, `[data-row="${next.lastIndexOf(links.at(-1) ?? "")}"] input`);
  }

  /** One link goes where the cursor is, as the browser does it; several become rows. */
  function paste(event: ClipboardEvent) {
    const links = splitLinks(event.clipboardData.getData("text"));
    if (links.length === 0 || (links.length === 1 && event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    insert(event.target, links);
  }

  /** A picture or a link that is dragged here from another window. */
  function drop(event: DragEvent) {
    const links = splitLinks(event.dataTransfer.getData("text/uri-list").replace(/^#.*$/gm, ""));
    if (links.length === 0) return;
    event.preventDefault();
    insert(event.target, links);
  }

  if (max === 0) return null;
  const isFull = urls.length >= max;
  return (
    // What is pasted or dropped into the fields inside comes up to here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={root}
      role="group"
      aria-labelledby={`${id}-label`}
      onPaste={paste}
      onDragOver={(event) => event.dataTransfer.types.includes("text/uri-list") && event.preventDefault()}
      onDrop={drop}
    >
      <span id={`${id}-label`} className="mb-1.5 block text-sm font-medium">
        {text.composer.references}
      </span>
      {urls.length > 0 && (
        <ol ref={list} className="mb-2 flex flex-col gap-2">
          {urls.map((url, row) => (
            <ReferenceRow
              // A row is its place: the links move, the rows stay.
              // oxlint-disable-next-line react/no-array-index-key
              key={row}
              id={`${id}-${row}`}
              row={row}
              rows={urls.length}
              url={url}
              tag={tagOf(urls, row, text.composer.frames)}
              error={errors[`images.${row}`]}
              hintId={`${id}-hint`}
              isInsisted={insisted.includes(url)}
              isDragged={dragged === row}
              onChange={(typed) => onChange(urls.with(row, typed))}
              onMove={(to) => move(row, to)}
              onRemove={() => change(urls.toSpliced(row, 1), "[data-add]")}
              onInsist={() => onInsist(url)}
              onGrab={(event) => grab(row, event)}
            />
          ))}
        </ol>
      )}
      <FieldError id={`${id}-error`} message={errors.images} />
      <Button
        data-add
        icon={<Plus size={16} aria-hidden />}
        aria-disabled={isFull || undefined}
        aria-describedby={`${id}-hint`}
        onClick={() => !isFull && change([...urls, ""], `[data-row="${urls.length}"] input`)}
      >
        {text.composer.addReference}
      </Button>
      <FieldHint id={`${id}-hint`}>{isFull ? text.composer.referencesFull(max) : text.composer.pasteHint}</FieldHint>
      {urls.length > 0 && <FrameNote url={urls.find((url) => url.trim() !== "") ?? ""} />}
    </div>
  );
});

function tagOf(
  urls: readonly string[],
  row: number,
  names: { first: string; last: string; numbered: (place: number) => string },
): string | null {
  const tag = frameTag(urls, row);
  return tag === null || tag === "first" || tag === "last" ? tag && names[tag] : names.numbered(tag);
}
