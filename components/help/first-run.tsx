"use client";
import { useChoices } from "../choices.tsx";
import { focusJobs } from "../focus-jobs.ts";
import { useText } from "../text.tsx";
import { Button } from "../ui/button.tsx";
import { ThreeThings } from "./three-things.tsx";

/** One minute for a newcomer, until it is closed; the help keeps it. */
export function FirstRun() {
  const text = useText();
  const { isIntroClosed, closeIntro } = useChoices();
  if (isIntroClosed) return null;

  function close() {
    closeIntro();
    focusJobs();
  }

  return (
    <section aria-labelledby="first-run-title" className="mb-6 border-b border-line pb-5 text-sm">
      <div className="mb-2 flex min-h-8 items-center justify-between gap-2">
        <h2 id="first-run-title" className="text-lg font-semibold">
          {text.help.thingsTitle}
        </h2>
        <Button onClick={close}>{text.help.gotIt}</Button>
      </div>
      <ThreeThings className="grid gap-x-6 gap-y-3 md:grid-cols-3" />
      <p className="mt-3 text-xs text-muted">{text.help.foundAgain}</p>
    </section>
  );
}
