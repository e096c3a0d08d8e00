"use client";
import { Plus } from "lucide-react";
import { Suspense, lazy, memo, useEffect, useId, useRef, useState } from "react";
import type { ClipboardEvent, DragEvent } from "react";
import { insertLinks, splitLinks } from "#lib/links.ts";
import { Button } from "../ui/button.tsx";
import { FieldError, FieldHint } from "../ui/field.tsx";
import { untilLoaded } from "../ui/until-loaded.ts";
import { useText } from "../text.tsx";
import type { ComposerStore, FieldErrors } from "./composer-store.ts";

const load = () => import("./reference-rows.tsx");
const ReferenceRows = lazy(async () => ({ default: (await untilLoaded(load)).ReferenceRows }));

interface ReferenceFieldsProps {
  urls: readonly string[];
  max: number;
  errors: FieldErrors;
  insisted: readonly string[];
  onChange: ComposerStore["editImages"];
  onInsist: (url: string) => void;
}

/**
 * The links of the reference images. Most prompts have none, so the rows, and all that looks at images, are fetched with
 * the first one. Drawn again only when a reference changes, not with every key in the prompt.
 */
export const ReferenceFields = memo(function ReferenceFields(props: ReferenceFieldsProps) {
  const { urls, max, errors, insisted, onChange, onInsist } = props;
  const text = useText();
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  const [isAway, setAway] = useState(false);

  /** Focus follows what was done, or a keyboard would be thrown back to the top of the page. */
  function focusWanted() {
    const field = wanted.current === null ? null : root.current?.querySelector<HTMLElement>(wanted.current);
    if (field === null || field === undefined) return; // not drawn yet
    wanted.current = null;
    field.focus();
  }
  useEffect(focusWanted);

  function change(next: (urls: readonly string[]) => readonly string[], focus?: (urls: readonly string[]) => string) {
    const changed = onChange(next);
    wanted.current = focus?.(changed) ?? null;
  }

  /** Only once the rows are here: a row that stands nowhere must not be sent. */
  async function insert(at: number, links: readonly string[]) {
    try {
      await load();
      setAway(false);
      change(
        (now) => insertLinks(now, Math.min(at, now.length), links),
        (now) => `[data-row="${now.lastIndexOf(links.at(-1) ?? "")}"] input`,
      );
    } catch {
      setAway(true);
    }
  }

  function insertAt(target: EventTarget, links: readonly string[]) {
    const row = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-row]")?.dataset.row : undefined;
    void insert(row === undefined ? Number.POSITIVE_INFINITY : Number(row), links);
  }

  /** One link goes where the cursor is, as the browser does it; several become rows. */
  function paste(event: ClipboardEvent) {
    const links = splitLinks(event.clipboardData.getData("text"));
    if (links.length === 0 || (links.length === 1 && event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    insertAt(event.target, links);
  }

  /** A picture or a link that is dragged here from another window. */
  function drop(event: DragEvent) {
    const links = splitLinks(event.dataTransfer.getData("text/uri-list").replace(/^#.*$/gm, ""));
    if (links.length === 0) return;
    event.preventDefault();
    insertAt(event.target, links);
  }

  if (max === 0) return null;
  const isFull = urls.length >= max;
  const prepare = () => void load().catch(() => {});
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
        <Suspense fallback={<p className="mb-2 text-sm text-muted">{text.jobs.loadingMore}</p>}>
          <ReferenceRows
            {...{ id, urls, max, errors, insisted, onInsist }}
            hintId={`${id}-hint`}
            onChange={change}
            onDrawn={focusWanted}
          />
        </Suspense>
      )}
      <FieldError id={`${id}-error`} message={errors.images} />
      <Button
        data-add
        icon={<Plus size={16} aria-hidden />}
        aria-disabled={isFull || undefined}
        aria-describedby={`${id}-hint`}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => isFull || void insert(Number.POSITIVE_INFINITY, [""])}
      >
        {text.composer.addReference}
      </Button>
      <p role="alert" className="mt-1 text-sm text-danger empty:hidden">
        {isAway && text.composer.rowsAway}
      </p>
      <FieldHint id={`${id}-hint`}>{isFull ? text.composer.referencesFull(max) : text.composer.pasteHint}</FieldHint>
    </div>
  );
});
