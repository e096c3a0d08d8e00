"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useId, useState } from "react";
import type { SubmitEvent } from "react";
import { type NewToken, tokenNameMax } from "#lib/api-token.ts";
import { makeToken, tokensQuery } from "#lib/share-api.ts";
import { Button } from "../ui/button.tsx";
import { FieldHint, inputClass } from "../ui/field.tsx";
import { useTokensText } from "./use-tokens-text.ts";

export function NewTokenForm({ onMade }: { onMade: (made: NewToken) => void }) {
  const id = useId();
  const text = useTokensText();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: () => makeToken(name),
    onSuccess: (made) => {
      setName("");
      onMade(made);
    },
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery().queryKey }),
  });

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!make.isPending) make.mutate();
  }

  return (
    <form onSubmit={submit}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {text.name}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          required
          maxLength={tokenNameMax}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className={`${inputClass} max-w-80 flex-1 basis-48`}
        />
        <Button type="submit" icon={<KeyRound size={16} aria-hidden />} isBusy={make.isPending}>
          {text.make}
        </Button>
      </div>
      <FieldHint id={`${id}-hint`}>{text.nameHint}</FieldHint>
      <p role="alert" className="mt-1 text-sm text-danger wrap-anywhere empty:hidden">
        {make.error === null ? null : text.failed(make.error.message)}
      </p>
    </form>
  );
}
