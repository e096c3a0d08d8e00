"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Star } from "lucide-react";
import type { Job } from "#lib/job.ts";
import { useText } from "../text.tsx";
import { cornerClass } from "./tile-corner.ts";
import { toggleStar } from "./toggle-star.ts";

export function StarButton({ job }: { job: Job }) {
  const text = useText();
  const client = useQueryClient();
  return (
    <button
      type="button"
      aria-label={text.tile.star}
      aria-pressed={job.starred}
      className={`${cornerClass} aria-pressed:text-accent aria-pressed:opacity-100`}
      onClick={() => void toggleStar(client, job, text)}
    >
      <Star size={16} aria-hidden className={job.starred ? "fill-current" : ""} />
    </button>
  );
}
