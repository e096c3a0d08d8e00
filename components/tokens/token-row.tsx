"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiToken } from "#lib/api-token.ts";
import { revokeToken, tokensQuery } from "#lib/share-api.ts";
import { refusalOf } from "../reason.ts";
import { useText } from "../text.tsx";
import { Ago } from "../times.tsx";
import { Button } from "../ui/button.tsx";
import { useTokensText } from "./use-tokens-text.ts";

export function TokenRow({ token }: { token: ApiToken }) {
  const words = useText();
  const text = useTokensText();
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery().queryKey }),
  });
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-3">
        <div className="min-w-0 flex-1 basis-48 wrap-anywhere">
          <p className="font-medium">{token.name}</p>
          <p className="flex flex-wrap gap-x-3 text-sm text-muted">
            {token.person !== null && <span>{token.person}</span>}
            <span>
              {text.made} <Ago at={token.created_at} />
            </span>
            <span>
              {token.last_used_at === null ? (
                text.unused
              ) : (
                <>
                  {text.used} <Ago at={token.last_used_at} />
                </>
              )}
            </span>
          </p>
        </div>
        <Button tone="quiet" aria-label={text.revokeName(token.name)} onClick={() => setAsked(true)}>
          {text.revoke}
        </Button>
      </div>
      {isAsked && (
        <div role="group" className="mt-1 flex flex-wrap items-center gap-2">
          <p>{text.confirm(token.name)}</p>
          <Button tone="danger" isBusy={revoke.isPending} onClick={() => revoke.mutate()}>
            {text.revoke}
          </Button>
          <Button tone="quiet" onClick={() => setAsked(false)}>
            {text.cancel}
          </Button>
        </div>
      )}
      <p role="alert" className="text-sm text-danger wrap-anywhere empty:hidden">
        {refusalOf(revoke.error, words)}
      </p>
    </li>
  );
}
