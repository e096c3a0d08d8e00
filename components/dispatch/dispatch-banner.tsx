"use client";
import { CirclePause, CloudOff, Play } from "lucide-react";
import { formatAge } from "#lib/format.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { useNow } from "../clock.tsx";
import { refusalOf } from "../reason.ts";
import { useVisitor } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { useDispatch } from "./use-dispatch.ts";

const minuteMs = 60_000;

/** Why nothing goes out at the moment, in the words of whoever stopped it. */
export function DispatchBanner() {
  const text = useText();
  const { role } = useVisitor();
  const { dispatch, setPaused, isChanging, error } = useDispatch();
  if (dispatch?.paused === true) {
    return (
      <Banner
        tone="warn"
        role="status"
        icon={<CirclePause size={20} aria-hidden className="text-warn" />}
        title={text.dispatch.paused[dispatch.reason ?? "operator"]}
        action={
          role === "admin" && (
            <Button icon={<Play size={16} aria-hidden />} isBusy={isChanging} onClick={() => setPaused(false)}>
              {text.dispatch.resume}
            </Button>
          )
        }
      >
        {dispatch.message !== null && (
          <p>
            {text.dispatch.words}
            <q>{dispatch.message}</q>
          </p>
        )}
        {/* Counts on by itself, which is to be read and not to be told each time. */}
        <p aria-live="off" className="text-sm text-muted">
          {text.dispatch.pausedBody} <Since at={dispatch.since} /> <Until at={dispatch.until} />
        </p>
        {error !== null && <p className="text-danger">{refusalOf(error, text)}</p>}
      </Banner>
    );
  }
  const trouble = dispatch?.trouble ?? null;
  if (trouble === null) return null;
  return (
    <Banner
      tone="warn"
      role="status"
      icon={<CloudOff size={20} aria-hidden className="text-warn" />}
      title={text.dispatch.trouble}
    >
      <p>{trouble.message}</p>
      <p aria-live="off" className="text-sm text-muted">
        {text.dispatch.troubleBody} <Since at={trouble.since} />
      </p>
    </Banner>
  );
}

/** A breaker's rest lasts half a minute to ten, so it is told by the second. */
function Until({ at }: { at: string | null }) {
  const text = useText();
  const now = useNow(1_000);
  if (at === null) return null;
  return <time dateTime={at}>{text.dispatch.until(formatAge(Math.max(0, Date.parse(at) - now), text.units))}</time>;
}

function Since({ at }: { at: string | null }) {
  const text = useText();
  const now = useNow(minuteMs / 2);
  if (at === null) return null;
  const ageMs = now - Date.parse(at);
  return (
    <time dateTime={at}>
      {ageMs < minuteMs ? text.dispatch.sinceNow : text.dispatch.since(formatAge(ageMs, text.units))}
    </time>
  );
}
