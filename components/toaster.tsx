"use client";
import { Suspense, lazy, useEffect, useState } from "react";
import { listenToToasts } from "./toast.ts";
import type { ToastMessage } from "./toast.ts";

const ToastShelf = lazy(async () => ({ default: (await import("./toast-shelf.tsx")).ToastShelf }));

/** Where toasts appear. Fetches the means to show them with the first one. */
export function Toaster() {
  const [messages, setMessages] = useState<readonly ToastMessage[]>([]);
  useEffect(() => listenToToasts((message) => setMessages((before) => [...before, message])), []);
  if (messages.length === 0) return null;
  return (
    <Suspense>
      <ToastShelf messages={messages} />
    </Suspense>
  );
}
