"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Star } from "lucide-react";
import { jobQuery, starJob } from "#lib/api.ts";
import type { Job } from "#lib/job.ts";
import { toast } from "../toast.ts";
import { Button } from "../ui/button.tsx";
import { useWatchText } from "../watch/watch-text.ts";

/** Shown at once; taken back, with words, when the server did not keep it. */
export function StarToggle({ job }: { job: Job }) {
  const { view } = useWatchText();
  const client = useQueryClient();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (isStarred: boolean) => starJob(job.id, isStarred),
    onSuccess: (kept) => {
      client.setQueryData(jobQuery(job.id).queryKey, (detail) => detail && { ...detail, job: kept });
      return client.invalidateQueries({ queryKey: ["jobs"] });
    },
    onError: (error) => toast(view.starFailed(error.message), { tone: "danger" }),
  });
  const isStarred = isPending ? variables : job.starred;
  return (
    <Button
      aria-pressed={isStarred}
      className="aria-pressed:text-accent"
      icon={<Star size={16} aria-hidden className={isStarred ? "fill-current" : ""} />}
      onClick={() => mutate(!isStarred)}
    >
      {view.star}
    </Button>
  );
}
