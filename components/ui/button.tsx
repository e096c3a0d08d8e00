import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

type Tone = "accent" | "outline" | "quiet" | "danger";

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

export interface ButtonProps extends ComponentProps<"button"> {
  tone?: Tone;
  icon?: ReactNode;
  isBusy?: boolean;
}

/** A busy button stays focusable, so that a keyboard's place is not lost while an answer is on its way. */
export function Button({ tone = "outline", icon, isBusy = false, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={buttonClass(tone, className)}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
      {...rest}
    >
      {isBusy ? <LoaderCircle size={16} aria-hidden className="animate-spin" /> : icon}
      {children}
    </button>
  );
}
