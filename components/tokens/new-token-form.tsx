"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useId, useRef } from "react";
import type { SubmitEvent } from "react";
import { type NewToken, tokenNameMax } from "#lib/api-token.ts";
import { textIn } from "#lib/form-text.ts";
import { makeToken, tokensQuery } from "#lib/share-api.ts";
import { useHydrated } from "../clock.tsx";
import { refusalOf } from "../reason.ts";
import { useText } from "../text.tsx";
import { Button } from "../ui/button.tsx";
import { FieldHint, inputClass } from "../ui/field.tsx";
import { useTokensText } from "./use-tokens-text.ts";

/** The field keeps what stands in it itself: what was typed before the script came counts too. */
export function NewTokenForm({ onMade }: { onMade: (made: NewToken) => void }) {
  const id = useId();
  const words = useText();
  const text = useTokensText();
  const client = useQueryClient();
  const isReady = useHydrated();
  const form = useRef<HTMLFormElement>(null);
  const make = useMutation({
    mutationFn: makeToken,
    onSuccess: (made) => {
      form.current?.reset();
      onMade(made);
    },
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery().queryKey }),
  });

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!make.isPending) make.mutate(textIn(new FormData(event.currentTarget), "name"));
  }

  return (
    <form ref={form} onSubmit={submit}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {text.name}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          name="name"
          required
          maxLength={tokenNameMax}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          className={`${inputClass} max-w-80 flex-1 basis-48`}
        />
        <Button type="submit" icon={<KeyRound size={16} aria-hidden />} isBusy={make.isPending} disabled={!isReady}>
          {text.make}
        </Button>
      </div>
      <FieldHint id={`${id}-hint`}>{text.nameHint}</FieldHint>
      <p role="alert" className="mt-1 text-sm text-danger wrap-anywhere empty:hidden">
        {refusalOf(make.error, words)}
      </p>
    </form>
  );
}
