/** What a relay's support asks for, as one text to copy. Times stand in UTC: support sits in another time zone. Pure. */
import type { Job } from "./job.ts";
import type { WatchText } from "./watch-text.ts";

export function supportNote(job: Job, { labels, charged }: Pick<WatchText["trouble"], "labels" | "charged">): string {
  const lines: readonly (readonly [string, string | null])[] = [
    [labels.job, job.id],
    [labels.relayId, job.relay_id],
    [labels.model, job.model],
    [labels.settings, `${job.aspect_ratio}, ${job.size}`],
    [labels.images, job.images.length === 0 ? null : job.images.join(" ")],
    [labels.created, job.created_at],
    [labels.sent, job.submitted_at],
    [labels.ended, job.finished_at],
    [labels.code, job.failure?.code ?? null],
    [labels.charged, job.failure === null ? null : charged[job.failure.charged]],
    [labels.words, job.failure?.message ?? job.media.error ?? job.waiting?.message ?? null],
    [labels.prompt, job.prompt],
  ];
  return lines.map(([label, value]) => `${label}: ${value ?? labels.none}`).join("\n");
}
