"use client";
import { useEffect, useRef } from "react";
import { frameTag, moveRow } from "#lib/links.ts";
import type { Text } from "#lib/text.ts";
import { useText } from "../text.tsx";
import type { FieldErrors } from "./composer-store.ts";
import { FrameNote } from "./frame-note.tsx";
import { ReferenceRow } from "./reference-row.tsx";
import { useRowDrag } from "./use-row-drag.ts";

type Urls = readonly string[];

interface ReferenceRowsProps {
  id: string;
  hintId: string;
  urls: Urls;
  max: number;
  errors: FieldErrors;
  insisted: Urls;
  /** Changes the rows as they are now, and says what is to have the focus then, when that is to move. */
  onChange: (change: (urls: Urls) => Urls, focus?: (urls: Urls) => string) => void;
  onInsist: (url: string) => void;
  /** After each drawing: what is to have the focus is there now. */
  onDrawn: () => void;
}

export function ReferenceRows(props: ReferenceRowsProps) {
  const { id, hintId, urls, max, errors, insisted, onChange, onInsist, onDrawn } = props;
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  const { dragged, grab } = useRowDrag(list, (from, to) => onChange((now) => moveRow(now, from, to)));
  useEffect(onDrawn);

  function move(from: number, to: number) {
    const direction = to < from ? "up" : "down";
    onChange(
      (now) => moveRow(now, from, to),
      (now) => `[data-row="${to}"] ${to === 0 || to === now.length - 1 ? "input" : `[data-move="${direction}"]`}`,
    );
  }

  return (
    <div className="mb-2">
      <ol ref={list} className="flex flex-col gap-2">
        {urls.map((url, row) => (
          <ReferenceRow
            // A row is its place: the links move, the rows stay.
            // oxlint-disable-next-line react/no-array-index-key
            key={row}
            id={`${id}-${row}`}
            row={row}
            rows={urls.length}
            url={url}
            tag={tagOf(urls, row, text)}
            error={errors[`images.${row}`]}
            listErrorId={errors.images !== undefined && row >= max ? `${id}-error` : null}
            hintId={hintId}
            isInsisted={insisted.includes(url)}
            isDragged={dragged === row}
            onChange={(typed) => onChange((now) => now.with(row, typed))}
            onMove={(to) => move(row, to)}
            onRemove={() =>
              onChange(
                (now) => now.toSpliced(row, 1),
                () => "[data-add]",
              )
            }
            onInsist={() => onInsist(url)}
            onGrab={(event) => grab(row, event)}
          />
        ))}
      </ol>
      <FrameNote url={urls.find((url) => url.trim() !== "") ?? ""} />
    </div>
  );
}

function tagOf(urls: Urls, row: number, { composer: { frames } }: Text): string | null {
  const tag = frameTag(urls, row);
  if (tag === null) return null;
  return typeof tag === "number" ? frames.numbered(tag) : frames[tag];
}
