"use client";
import { Bell, BellRing } from "lucide-react";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { Job } from "#lib/job.ts";
import { deskStorage } from "../storage.ts";
import { focusJobs } from "../focus-jobs.ts";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { Button } from "../ui/button.tsx";
import { useBulkText } from "./bulk-text.ts";
import { tellOfEnds } from "./ends.ts";

type Notices = "none" | "offered" | "on" | "off";

/**
 * Offers a notice at the end of a job. Comes when something was sent (awaiting.ts), and the browser is asked only when
 * this is pressed.
 */
export function NoticeButton({ onOpen }: { onOpen: (job: Job) => void }) {
  const text = useText();
  const words = useBulkText();
  const notices = useSyncExternalStore(subscribe, current, () => "none" as const);

  // A notice may be pressed long after it was given, when the job stands elsewhere.
  const open = useEffectEvent(onOpen);
  useEffect(() => {
    if (notices !== "on") return;
    return tellOfEnds((job) => {
      try {
        const notice = new Notification(text.announcements[job.status], {
          body: job.prompt.slice(0, 140),
          tag: job.id,
        });
        notice.addEventListener("click", () => {
          window.focus();
          notice.close();
          open(job);
        });
      } catch {
        // Some phones only let a service worker notify; the page itself shows the end.
      }
    });
  }, [notices, text]);

  async function ask() {
    const answer = await Notification.requestPermission();
    if (answer !== "default") toast(answer === "granted" ? words.notices.granted : words.notices.denied);
    changed();
    if (answer === "denied") focusJobs();
  }

  if (notices === "none") return null;
  if (notices === "offered") {
    return (
      <Button tone="quiet" icon={<Bell size={16} aria-hidden />} onClick={() => void ask()}>
        {words.notices.offer}
      </Button>
    );
  }
  const isOn = notices === "on";
  return (
    <Button
      tone="quiet"
      icon={isOn ? <BellRing size={16} aria-hidden /> : <Bell size={16} aria-hidden />}
      onClick={() => turn(!isOn)}
    >
      {isOn ? words.notices.on : words.notices.off}
    </Button>
  );
}

const storageKey = "clipdesk.notices";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  for (const listener of listeners) listener();
}

function current(): Notices {
  if (Notification.permission === "denied") return "none";
  if (Notification.permission === "default") return "offered";
  return deskStorage()?.getItem(storageKey) === "off" ? "off" : "on";
}

function turn(isOn: boolean): void {
  try {
    if (isOn) deskStorage()?.removeItem(storageKey);
    else deskStorage()?.setItem(storageKey, "off");
  } catch {
    // Barred or full storage: the browser's own setting is left to turn them off.
  }
  changed();
}
