"use client";
import { CircleAlert, TriangleAlert } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { useText } from "../text.tsx";
import type { Look } from "./sights.ts";

interface ReferenceVerdictProps {
  id: string;
  position: number;
  /** Null: there is nothing to look at; undefined: nobody has looked yet. */
  look: Look | null | undefined;
  isInsisted: boolean;
  onInsist: () => void;
}

/** What the browser found at the link, said before money is spent. Always there, so that a listener hears it change. */
export function ReferenceVerdict({ id, position, look, isInsisted, onInsist }: ReferenceVerdictProps) {
  const text = useText();
  const fault = look?.fault ?? null;
  const isBroken = fault?.grade === "broken";
  // What is no link at all is named as the field's own error.
  const isSilent = look === null || (look?.sight === null && fault === null);
  const Icon = isBroken ? CircleAlert : TriangleAlert;
  const tone = fault === null ? "text-muted" : isBroken && !isInsisted ? "font-medium text-danger" : "text-warn";
  return (
    <>
      <p
        id={id}
        role="status"
        className={`flex gap-1.5 text-xs ${look === undefined || fault !== null ? "mt-1" : ""} ${tone}`}
      >
        {isSilent ? null : (
          <>
            {fault !== null && <Icon size={14} aria-hidden className="mt-px shrink-0" />}
            <span className="min-w-0">
              <span className="sr-only">{text.composer.imageNamed(position)} </span>
              {look === undefined && text.composer.looking}
              {look?.sight?.kind === "seen" && (
                <span className="sr-only">{text.composer.pixels(look.sight.width, look.sight.height)}. </span>
              )}
              {fault !== null && text.composer.imageFaults[fault.kind]}
              {isBroken && isInsisted && ` ${text.composer.usedAnyway}`}
            </span>
          </>
        )}
      </p>
      {isBroken && !isInsisted && (
        <Button className="mt-1.5" onClick={onInsist}>
          {text.composer.useAnyway}
        </Button>
      )}
    </>
  );
}
