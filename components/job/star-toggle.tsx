"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Star } from "lucide-react";
import type { Job } from "#lib/job.ts";
import { toggleStar } from "../jobs/toggle-star.ts";
import { useText } from "../text.tsx";
import { Button } from "../ui/button.tsx";

export function StarToggle({ job }: { job: Job }) {
  const text = useText();
  const client = useQueryClient();
  return (
    <Button
      aria-pressed={job.starred}
      className="aria-pressed:text-accent"
      icon={<Star size={16} aria-hidden className={job.starred ? "fill-current" : ""} />}
      onClick={() => void toggleStar(client, job, text)}
    >
      {text.tile.star}
    </Button>
  );
}
