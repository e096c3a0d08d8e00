"use client";
import { ArrowDown, ArrowUp, GripVertical, ImageOff, X } from "lucide-react";
import type { PointerEvent, ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { FieldError, describedBy, inputClass } from "../ui/field.tsx";
import { useText } from "../text.tsx";
import { ReferenceVerdict } from "./reference-verdict.tsx";
import { useLook } from "./use-look.ts";

interface ReferenceRowProps {
  id: string;
  row: number;
  rows: number;
  url: string;
  /** What the relay takes it for: "First frame". */
  tag: string | null;
  error: string | undefined;
  /** What is wrong with all of them together, and would not be without this one. */
  listErrorId: string | null;
  hintId: string;
  isInsisted: boolean;
  isDragged: boolean;
  onChange: (url: string) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onInsist: () => void;
  onGrab: (event: PointerEvent<HTMLElement>) => void;
}

/** One reference: its link, what it looks like, what may be wrong with it, and its place among the others. */
export function ReferenceRow(props: ReferenceRowProps) {
  const { id, row, rows, url, tag, error, listErrorId, hintId, isInsisted, isDragged } = props;
  const text = useText();
  const look = useLook(url);
  const isBroken = look?.fault?.grade === "broken" && !isInsisted;
  return (
    <li
      data-row={row}
      className={`rounded border bg-surface p-2 ${isDragged ? "border-accent raised" : "border-line"}`}
    >
      <div className="flex gap-2">
        <Thumb url={url} isSeen={look?.sight?.kind === "seen"} canDrag={rows > 1} onGrab={props.onGrab} />
        <div className="min-w-0 flex-1">
          <input
            type="url"
            name="images"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            value={url}
            placeholder={text.composer.referenceHint}
            aria-label={text.composer.reference(row + 1)}
            aria-invalid={error !== undefined || listErrorId !== null || isBroken}
            aria-describedby={describedBy(
              error !== undefined && `${id}-error`,
              listErrorId ?? false,
              `${id}-verdict`,
              hintId,
            )}
            className={`${inputClass} min-w-0 py-1!`}
            onChange={(event) => props.onChange(event.target.value)}
          />
          <div className="flex min-h-8 items-center justify-between gap-1">
            <span className="min-w-0 text-xs">
              <span className="font-medium">{tag}</span>{" "}
              {look?.sight?.kind === "seen" && (
                <span className="whitespace-nowrap text-muted tabular-nums">
                  {text.composer.pixels(look.sight.width, look.sight.height)}
                </span>
              )}
            </span>
            <span className="flex shrink-0">
              {rows > 1 && (
                <>
                  <RowButton
                    name={text.composer.moveUp(row + 1)}
                    icon={<ArrowUp size={16} aria-hidden />}
                    move="up"
                    isDisabled={row === 0}
                    onClick={() => props.onMove(row - 1)}
                  />
                  <RowButton
                    name={text.composer.moveDown(row + 1)}
                    icon={<ArrowDown size={16} aria-hidden />}
                    move="down"
                    isDisabled={row === rows - 1}
                    onClick={() => props.onMove(row + 1)}
                  />
                </>
              )}
              <RowButton
                name={text.composer.remove(row + 1)}
                icon={<X size={16} aria-hidden />}
                onClick={props.onRemove}
              />
            </span>
          </div>
        </div>
      </div>
      <FieldError id={`${id}-error`} message={error} />
      <ReferenceVerdict
        id={`${id}-verdict`}
        position={row + 1}
        look={url.trim() === "" ? null : look}
        isInsisted={isInsisted}
        onInsist={props.onInsist}
      />
    </li>
  );
}

interface ThumbProps {
  url: string;
  isSeen: boolean;
  canDrag: boolean;
  onGrab: (event: PointerEvent<HTMLElement>) => void;
}

/** The picture, which is also what the row is dragged by; the arrows beside it do the same for a keyboard. */
function Thumb({ url, isSeen, canDrag, onGrab }: ThumbProps) {
  const text = useText();
  return (
    <span
      aria-hidden
      title={canDrag ? text.composer.drag : undefined}
      className={`relative grid size-16 shrink-0 place-items-center overflow-hidden rounded bg-mat text-muted ${canDrag ? "cursor-grab touch-none select-none active:cursor-grabbing" : ""}`}
      onPointerDown={canDrag ? onGrab : undefined}
    >
      {isSeen ? (
        // Shown from where it lies: the server must never fetch what somebody typed.
        // oxlint-disable-next-line nextjs/no-img-element
        <img
          src={url}
          alt=""
          referrerPolicy="no-referrer"
          draggable={false}
          className="absolute inset-0 size-full object-contain"
        />
      ) : (
        <ImageOff size={20} className="opacity-50" />
      )}
      {canDrag && (
        <GripVertical size={16} className="absolute bottom-0.5 left-0.5 rounded-none bg-surface/80 text-ink" />
      )}
    </span>
  );
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
