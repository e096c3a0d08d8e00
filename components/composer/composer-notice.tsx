"use client";
import { Archive } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { useText } from "../text.tsx";
import type { ComposerState, ComposerStore } from "./composer-store.ts";
import type { AgainTrouble } from "./use-composer.ts";

interface ComposerNoticeProps {
  state: Pick<ComposerState, "origin" | "shelved">;
  composer: ComposerStore;
  trouble: AgainTrouble | null;
  onRetry: () => void;
}

/** Where the form was filled from, and what had to yield to it. */
export function ComposerNotice({ state: { origin, shelved }, composer, trouble, onRetry }: ComposerNoticeProps) {
  const text = useText();
  return (
    <div role="status" className="flex flex-col gap-2 text-sm empty:hidden">
      {trouble !== null && (
        <Line tone="danger">
          {trouble === "missing" ? text.composer.againMissing : text.composer.againUnreachable}
          {trouble === "unreachable" && (
            <div>
              <Button className="mt-2" onClick={onRetry}>
                {text.composer.tryAgain}
              </Button>
            </div>
          )}
        </Line>
      )}
      {origin !== null && <Line tone={origin === "refused" ? "danger" : "plain"}>{text.composer.origins[origin]}</Line>}
      {shelved !== null && (
        <Line tone="plain">
          <p className="flex gap-2">
            <Archive size={16} aria-hidden className="mt-px shrink-0 text-muted" />
            <span className="min-w-0 flex-1">
              {text.composer.shelved}{" "}
              <q className="line-clamp-2 text-muted wrap-anywhere">
                {shelved.prompt.trim() || shelved.images.join(" ")}
              </q>
            </span>
          </p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button onClick={composer.unshelve}>{text.composer.unshelve}</Button>
            <Button tone="quiet" onClick={composer.dropShelved}>
              {text.composer.dropShelved}
            </Button>
          </div>
        </Line>
      )}
    </div>
  );
}

function Line({ tone, children }: { tone: "plain" | "danger"; children: ReactNode }) {
  const look = tone === "danger" ? "border-danger bg-danger-soft" : "border-line bg-surface";
  return <div className={`rounded border px-3 py-2 ${look}`}>{children}</div>;
}
