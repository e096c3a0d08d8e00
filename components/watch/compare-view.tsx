"use client";
import { useQueries } from "@tanstack/react-query";
import { jobQuery } from "#lib/api.ts";
import { CompareSettings } from "./compare-settings.tsx";
import { CompareStage } from "./compare-stage.tsx";
import { DeckDialog } from "./deck-dialog.tsx";
import { useDeck } from "./use-deck.ts";
import { useWatchText } from "./watch-text.ts";

interface CompareViewProps {
  ids: readonly string[];
  isOpen: boolean;
  onClose: () => void;
}

/** Two to four takes side by side under one play head, and in what their requests differ. */
export function CompareView({ ids, isOpen, onClose }: CompareViewProps) {
  const { compare, view } = useWatchText();
  const deck = useDeck();
  const takes = useQueries({
    queries: ids.map((id) => ({ ...jobQuery(id), subscribed: isOpen })),
    combine: (results) => results.map(({ data, error }, index) => ({ id: ids[index] ?? "", job: data?.job, error })),
  });
  // All at once, so that the first take is the one that is heard.
  const isLoading = takes.some(({ job, error }) => job === undefined && error === null);

  return (
    <DeckDialog
      deck={deck}
      isOpen={isOpen}
      onClose={onClose}
      title={compare.title(ids.length)}
      closeName={compare.close}
    >
      {isLoading ? (
        <p role="status" className="text-muted">
          {view.loading}
        </p>
      ) : (
        <div className="flex flex-col gap-6">
          <CompareStage takes={takes} deck={deck} />
          <CompareSettings takes={takes} />
        </div>
      )}
    </DeckDialog>
  );
}
