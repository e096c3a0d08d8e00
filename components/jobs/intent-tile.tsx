"use client";
import { parseRatio } from "#lib/format.ts";
import type { Intent } from "#lib/outbox.ts";
import { Button } from "../ui/button.tsx";
import { useText } from "../text.tsx";
import { Frame, Mat } from "./job-frame.tsx";

interface IntentTileProps {
  intent: Intent;
  onResend: () => void;
  onDiscard: () => void;
}

/** A request that the server has not acknowledged: no job yet, so it has no status word. */
export function IntentTile({ intent, onResend, onDiscard }: IntentTileProps) {
  const text = useText();
  const headingId = `intent-${intent.key}`;
  const isSending = intent.state === "sending";
  return (
    <article
      aria-labelledby={headingId}
      aria-busy={isSending}
      className="flex flex-col overflow-hidden rounded border border-dashed border-edge bg-surface"
    >
      <Mat>
        <Frame {...parseRatio(intent.body.aspect_ratio)} isEmpty />
      </Mat>
      <div className="flex flex-1 flex-col gap-1.5 p-3 pb-2">
        <p className={`text-sm font-semibold ${isSending ? "text-muted" : "text-warn"}`}>
          {isSending ? text.outbox.sending : text.outbox.unanswered}
        </p>
        <h3 id={headingId} className="line-clamp-2 text-base font-normal whitespace-pre-wrap wrap-anywhere">
          {intent.body.prompt}
        </h3>
        {!isSending && (
          <>
            <p className="text-xs text-muted">{text.outbox.unansweredHelp}</p>
            <div className="mt-auto -ml-2 flex flex-wrap">
              <Button tone="quiet" onClick={onResend}>
                {text.outbox.resend}
              </Button>
              <Button tone="quiet" onClick={onDiscard}>
                {text.outbox.discard}
              </Button>
            </div>
          </>
        )}
      </div>
    </article>
  );
}
