"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { makeShare, sharesQuery } from "#lib/share-api.ts";
import { defaultShareDays, type ShareDays, shareDays } from "#lib/share.ts";
import { refusalOf } from "../reason.ts";
import { useText } from "../text.tsx";
import { Button } from "../ui/button.tsx";
import { ChoiceGroup } from "../ui/choice-group.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { MadeLink } from "./made-link.tsx";
import { ShareList } from "./share-list.tsx";
import { useShareText } from "./use-share-text.ts";

interface ShareDialogProps {
  jobId: string;
  isOpen: boolean;
  onClose: () => void;
}

export function ShareDialog({ jobId, isOpen, onClose }: ShareDialogProps) {
  const words = useText();
  const text = useShareText();
  const client = useQueryClient();
  const [days, setDays] = useState<ShareDays>(defaultShareDays);
  const { data: shares = [] } = useQuery({ ...sharesQuery(jobId), enabled: isOpen });
  const make = useMutation({
    mutationFn: () => makeShare(jobId, days),
    onSettled: () => client.invalidateQueries({ queryKey: sharesQuery(jobId).queryKey }),
  });

  function close() {
    onClose();
    make.reset();
  }

  return (
    <Dialog isOpen={isOpen} onClose={close} title={text.title} description={text.lead} closeName={words.actions.close}>
      <div className="flex flex-col gap-4">
        <ChoiceGroup
          label={text.days}
          name="days"
          options={shareDays.map(text.dayCount)}
          value={text.dayCount(days)}
          error={undefined}
          onChange={(words) => setDays(shareDays.find((one) => text.dayCount(one) === words) ?? days)}
        />
        <Button tone="accent" className="self-start" isBusy={make.isPending} onClick={() => make.mutate()}>
          {text.make}
        </Button>
        <p role="alert" className="text-sm text-danger wrap-anywhere empty:hidden">
          {refusalOf(make.error, words)}
        </p>
        {make.data !== undefined && <MadeLink made={make.data} />}
        <section aria-label={text.links} className="border-t border-line pt-3">
          <h3 className="mb-1 font-semibold">{text.links}</h3>
          {shares.length === 0 ? (
            <p className="text-sm text-muted">{text.none}</p>
          ) : (
            <ShareList shares={shares} isOwnJob />
          )}
        </section>
      </div>
    </Dialog>
  );
}
