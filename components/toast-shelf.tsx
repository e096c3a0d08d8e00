"use client";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Toaster as Shelf, toast as show } from "sonner";
import { useText } from "./text.tsx";
import type { ToastMessage } from "./toast.ts";
import { Button } from "./ui/button.tsx";

const shownMs = 6_000;
/** What can still be done about it must be reached first, by keyboard or by ear too. */
const shownWithActionMs = 20_000;
/** Above what lies at the bottom edge, where there is something (ui/use-bottom-bar.ts). */
const offset = { bottom: "var(--toasts-above, 24px)" };

/** The heavy half of Toaster: shows each message once, in our own dress. */
export function ToastShelf({ messages }: { messages: readonly ToastMessage[] }) {
  const text = useText();
  const shown = useRef(0);
  useEffect(() => {
    for (const message of messages.slice(shown.current)) {
      show.custom((id) => <Toast message={message} closeName={text.actions.close} onClose={() => show.dismiss(id)} />, {
        duration: durationOf(message),
      });
    }
    shown.current = messages.length;
  }, [messages, text]);
  return <Shelf position="bottom-center" customAriaLabel={text.toasts} gap={8} offset={offset} mobileOffset={offset} />;
}

function durationOf({ tone, action }: ToastMessage): number {
  if (tone === "danger") return Number.POSITIVE_INFINITY;
  return action === undefined ? shownMs : shownWithActionMs;
}

interface ToastProps {
  message: ToastMessage;
  closeName: string;
  onClose: () => void;
}

function Toast({ message, closeName, onClose }: ToastProps) {
  const { action, tone = "plain" } = message;
  function act() {
    onClose();
    action?.onPress();
  }
  return (
    <div
      className={`flex items-center gap-2 rounded border bg-surface py-2 pr-2 pl-4 text-sm text-ink raised ${tone === "danger" ? "border-danger" : "border-line"}`}
    >
      <p role="status" className="min-w-0 flex-1 wrap-anywhere">
        {message.text}
      </p>
      {action !== undefined && <Button onClick={act}>{action.label}</Button>}
      <Button tone="quiet" aria-label={closeName} icon={<X size={16} aria-hidden />} onClick={onClose} />
    </div>
  );
}
