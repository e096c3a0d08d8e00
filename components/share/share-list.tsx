"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { revokeShare, sharesQuery } from "#lib/share-api.ts";
import type { Share } from "#lib/share.ts";
import { useHydrated } from "../clock.tsx";
import { reasonOf } from "../reason.ts";
import { useMayDecide } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { Ago, Timestamp } from "../times.tsx";
import { toast } from "../toast.ts";
import { Button } from "../ui/button.tsx";
import { useShareText } from "./use-share-text.ts";

interface ShareListProps {
  shares: readonly Share[];
  /** Whose job it is may end everybody's links to it. */
  isOwnJob: boolean;
}

/** Links that still lead to a video, each to be ended by whoever may. */
export function ShareList({ shares, isOwnJob }: ShareListProps) {
  const mayDecide = useMayDecide();
  return (
    <ul className="divide-y divide-line">
      {shares.map((share) => (
        <ShareRow key={share.id} share={share} mayEnd={isOwnJob || mayDecide(share)} />
      ))}
    </ul>
  );
}

function ShareRow({ share, mayEnd }: { share: Share; mayEnd: boolean }) {
  const id = useId();
  const words = useText();
  const text = useShareText();
  const client = useQueryClient();
  // On the job's page the row is drawn by the server and answers only once its words have come, later than the page.
  const isReady = useHydrated();
  const revoke = useMutation({
    mutationFn: () => revokeShare(share.id),
    onSuccess: () => toast(text.revoked),
    onError: (error) => toast(words.actions.refused(reasonOf(error, words)), { tone: "danger" }),
    onSettled: () => client.invalidateQueries({ queryKey: sharesQuery(share.job_id).queryKey }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-1 text-sm">
      <span id={id} className="min-w-0 flex-1 basis-40">
        {text.until} <Timestamp at={share.expires_at} />
        <span className="block text-muted">
          {text.made} <Ago at={share.created_at} />
          {share.created_by !== null && ` ${text.by(share.created_by)}`}
        </span>
      </span>
      {mayEnd && (
        <Button
          tone="quiet"
          aria-describedby={id}
          isBusy={revoke.isPending}
          disabled={!isReady}
          onClick={() => revoke.mutate()}
        >
          {text.revoke}
        </Button>
      )}
    </li>
  );
}
