"use client";
import { Pause, Play } from "lucide-react";
import { useDispatch } from "../dispatch/use-dispatch.ts";
import { useText } from "../text.tsx";
import { Button } from "../ui/button.tsx";
import { AdminSection } from "./admin-section.tsx";
import { Failure } from "./failure.tsx";
import { useAdminText } from "./use-admin.ts";

/** The kill switch: what is pressed here holds for every instance. */
export function DispatchSection() {
  const { dispatch: words } = useText();
  const { dispatch: text, loading } = useAdminText();
  const { dispatch, setPaused, isChanging, error } = useDispatch();
  const isPaused = dispatch?.paused === true;
  const Icon = isPaused ? Play : Pause;
  return (
    <AdminSection title={text.title}>
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={<Icon size={16} aria-hidden />} isBusy={isChanging} onClick={() => setPaused(!isPaused)}>
          {isPaused ? words.resume : words.pause}
        </Button>
        <p role="status">{dispatch === undefined ? loading : isPaused ? text.off : text.on}</p>
      </div>
      <Failure error={error} />
    </AdminSection>
  );
}
