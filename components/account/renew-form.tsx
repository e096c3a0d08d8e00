"use client";
import { useMutation } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { textIn } from "#lib/form-text.ts";
import { renewPasscode } from "#lib/people-api.ts";
import { useHydrated } from "../clock.tsx";
import { refusalOf } from "../reason.ts";
import { useText } from "../text.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { FieldHint, inputClass } from "../ui/field.tsx";

/** A new passcode for the present one, shown once. */
export function RenewForm() {
  const words = useText();
  const { copying } = words;
  const text = words.people.account;
  const isReady = useHydrated();
  const renew = useMutation({ mutationFn: renewPasscode });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!renew.isPending) renew.mutate(textIn(new FormData(event.currentTarget), "passcode"));
  }
  if (renew.data !== undefined) {
    const { passcode } = renew.data;
    return (
      <Banner
        tone="accent"
        role="status"
        title={text.renewed}
        action={<CopyButton value={passcode} name={text.renewed} words={copying} />}
      >
        <p className="font-mono whitespace-nowrap sm:text-lg">{passcode}</p>
        <p className="text-sm text-muted">{text.once}</p>
      </Banner>
    );
  }
  return (
    <form onSubmit={submit}>
      <label htmlFor="passcode" className="mb-1 block font-medium">
        {text.present}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id="passcode"
          name="passcode"
          type="password"
          required
          autoComplete="current-password"
          aria-describedby="passcode-hint"
          className={`${inputClass} max-w-80`}
        />
        <Button type="submit" isBusy={renew.isPending} disabled={!isReady}>
          {text.renew}
        </Button>
      </div>
      <FieldHint id="passcode-hint">{text.renewHint}</FieldHint>
      <p role="alert" className="mt-1 text-sm text-danger empty:hidden">
        {refusalOf(renew.error, words)}
      </p>
    </form>
  );
}
