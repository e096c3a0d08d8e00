"use client";
import { Link2 } from "lucide-react";
import { Suspense, useState } from "react";
import type { Job } from "#lib/job.ts";
import { useMayDecide } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { Button } from "../ui/button.tsx";
import { Late } from "../ui/late.tsx";
import { useWatchText } from "../watch/watch-text.ts";

const load = async () => (await import("./share-dialog.tsx")).ShareDialog;

/** For whoever may share: a kept video's maker and the admins. */
export function ShareButton({ job }: { job: Job }) {
  const { problems } = useText();
  const { view } = useWatchText();
  const mayDecide = useMayDecide();
  const [isOpen, setOpen] = useState(false);
  const [isWanted, setWanted] = useState(false);
  if (job.media.video_url === null || job.trashed || !mayDecide(job)) return null;

  function open() {
    setWanted(true);
    setOpen(true);
  }

  function giveUp() {
    setWanted(false);
    toast(problems.unreachablePart, { tone: "danger" });
  }

  return (
    <>
      <Button aria-haspopup="dialog" icon={<Link2 size={16} aria-hidden />} onClick={open}>
        {view.share}
      </Button>
      {isWanted && (
        <Suspense fallback={null}>
          <Late load={load} onFailure={giveUp} props={{ jobId: job.id, isOpen, onClose: () => setOpen(false) }} />
        </Suspense>
      )}
    </>
  );
}
