/** How a button looks; also for links that stand where a button would, and for pages without a script of their own. */
export type Tone = "accent" | "outline" | "quiet" | "danger";

const tones: Record<Tone, string> = {
  accent: "bg-accent text-on-accent font-semibold px-4 hover:bg-accent-strong",
  outline: "border border-edge bg-surface px-3 hover:bg-mat",
  quiet: "px-2 text-muted hover:bg-mat hover:text-ink",
  danger: "border border-danger px-3 text-danger hover:bg-danger-soft",
};

export function buttonClass(tone: Tone, extra = ""): string {
  const shape =
    "touch inline-flex items-center justify-center gap-1.5 rounded text-sm whitespace-nowrap transition-colors";
  return `${shape} disabled:opacity-50 aria-disabled:opacity-50 ${tones[tone]} ${extra}`;
}
