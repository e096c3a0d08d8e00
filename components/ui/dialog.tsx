"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button.tsx";

const widths = {
  narrow: "sm:max-w-[30rem]",
  wide: "sm:max-w-[56rem]",
  /** For pictures and videos: all of the window but a rim. */
  full: "sm:h-full sm:max-w-none",
};

export interface DialogProps {
  isOpen: boolean;
  /** By the button, Escape or a press beside the dialog. */
  onClose: () => void;
  title: ReactNode;
  closeName: string;
  children: ReactNode;
  /** Under the title, and read out with it. */
  description?: ReactNode;
  /** Stays in sight at the bottom while the rest scrolls. */
  footer?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  width?: keyof typeof widths;
  /** Where the focus goes at first and in the end; without them to the first control, and back to where it came from. */
  initialFocus?: ComponentProps<typeof Base.Popup>["initialFocus"];
  finalFocus?: ComponentProps<typeof Base.Popup>["finalFocus"];
}

/**
 * A task of its own above the page, which stands still and out of reach behind it; on a phone it takes the whole screen.
 * It weighs more than the first load may spend, so whoever uses it is loaded with `import()` when it is wanted.
 */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, closeName, children, description, footer, actions, width = "narrow" } = props;
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => open || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-50 grid grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] place-items-center sm:p-6">
          <Base.Popup
            initialFocus={props.initialFocus}
            finalFocus={props.finalFocus}
            className={`flex h-dvh w-full flex-col bg-surface text-ink outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 sm:h-auto sm:max-h-full sm:rounded sm:border sm:border-line sm:raised ${widths[width]}`}
          >
            <header className="flex items-start gap-3 border-b border-line py-2 pr-2 pl-4">
              <div className="min-w-0 flex-1 py-1 wrap-anywhere">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description !== undefined && (
                  <Base.Description render={<div />} className="text-sm text-muted">
                    {description}
                  </Base.Description>
                )}
              </div>
              {actions}
              <Base.Close render={<Button tone="quiet" aria-label={closeName} icon={<X size={20} aria-hidden />} />} />
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-4">{children}</div>
            {footer !== undefined && (
              <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
                {footer}
              </footer>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
