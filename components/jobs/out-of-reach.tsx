"use client";
import { CloudOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useText } from "../text.tsx";
import { Banner } from "../ui/banner.tsx";

/** Stays in sight: who reads far down must know too that what they see may be old. */
export function OutOfReach() {
  const text = useText();
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div className="sticky top-3 z-20">
      <Banner tone="danger" role="alert" icon={<CloudOff size={20} aria-hidden />}>
        {isOnline ? text.jobs.unreachable : text.jobs.offline}
      </Banner>
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
