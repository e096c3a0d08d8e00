import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { buttonClass } from "./button-class.ts";
import type { Tone } from "./button-class.ts";

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
