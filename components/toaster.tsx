"use client";
import { useEffect, useState } from "react";
import { listenToToasts } from "./toast.ts";
import type { ToastMessage } from "./toast.ts";
import { Late } from "./ui/late.tsx";

const loadShelf = async () => (await import("./toast-shelf.tsx")).ToastShelf;

/** Where toasts appear. What shows them is fetched with the first one; when it cannot be, the last one stands plain. */
export function Toaster() {
  const [messages, setMessages] = useState<readonly ToastMessage[]>([]);
  const [isBroken, setBroken] = useState(false);
  useEffect(
    () =>
      listenToToasts((message) => {
        setBroken(false);
        setMessages((before) => [...before, message]);
      }),
    [],
  );
  if (messages.length === 0) return null;
  if (!isBroken) return <Late load={loadShelf} props={{ messages }} onFailure={() => setBroken(true)} />;
  return (
    <p
      role="status"
      className="fixed inset-x-4 bottom-4 z-50 mx-auto max-w-md rounded border border-danger bg-surface px-4 py-3 text-sm raised"
    >
      {messages.at(-1)?.text}
    </p>
  );
}
