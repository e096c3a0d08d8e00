"use client";
import { parseRatio } from "#lib/format.ts";
import type { Intent } from "#lib/outbox.ts";
import { Button } from "../ui/button.tsx";
import { useText } from "../text.tsx";
import { Frame, Mat } from "./job-frame.tsx";

interface IntentTileProps {
  intent: Intent;
  prompt: string;
  tileKey: string;
  onResend: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** A request that the server has not acknowledged: no job yet, so it has no status word. As high as the tile of a job. */
export function IntentTile({ intent, prompt, tileKey, onResend, onDiscard }: IntentTileProps) {
  const text = useText();
  const headingId = `intent-${tileKey}`;
  const isSending = intent.state === "sending";
  return (
    <article
      aria-labelledby={headingId}
      aria-busy={isSending}
      data-tile={tileKey}
      tabIndex={-1}
      className="flex flex-col overflow-hidden rounded border border-dashed border-edge bg-surface"
    >
      <Mat>
        <Frame {...parseRatio(intent.body.aspect_ratio)} isEmpty />
      </Mat>
      <div className="flex flex-1 flex-col gap-1.5 p-3 pb-2">
        <div className="flex h-[1lh] items-center">
          <p className={`truncate text-sm font-semibold ${isSending ? "text-muted" : "text-warn"}`}>
            {isSending ? text.outbox.sending : text.outbox.unanswered}
          </p>
        </div>
        <h3 id={headingId} className="line-clamp-2 h-[2lh] text-base font-normal whitespace-pre-wrap wrap-anywhere">
          {prompt}
        </h3>
        <p
          className="line-clamp-2 h-[2lh] text-xs text-muted"
          title={isSending ? undefined : text.outbox.unansweredHelp}
        >
          {!isSending && text.outbox.unansweredHelp}
        </p>
        <div className="touch mt-auto -ml-2 flex">
          {!isSending && (
            <>
              <Button tone="quiet" onClick={() => onResend(intent.key)}>
                {text.outbox.resend}
              </Button>
              <Button tone="quiet" onClick={() => onDiscard(intent.key)}>
                {text.outbox.discard}
              </Button>
            </>
          )}
        </div>
      </div>
    </article>
  );
}
