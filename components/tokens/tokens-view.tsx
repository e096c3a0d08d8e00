"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { NewToken } from "#lib/api-token.ts";
import { tokensQuery } from "#lib/share-api.ts";
import { NavLink } from "../nav-link.tsx";
import { useText } from "../text.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { NewTokenForm } from "./new-token-form.tsx";
import { TokenBanner } from "./token-banner.tsx";
import { TokenRow } from "./token-row.tsx";
import { useTokensText } from "./use-tokens-text.ts";

export function TokensView({ baseUrl }: { baseUrl: string }) {
  const { copying } = useText();
  const text = useTokensText();
  const { data: tokens = [] } = useQuery(tokensQuery());
  const [made, setMade] = useState<NewToken | null>(null);
  return (
    <>
      <h1 className="pt-6 pb-2 text-xl font-semibold">{text.title}</h1>
      <p className="max-w-160 text-muted">{text.lead}</p>
      <p className="mt-2 flex flex-wrap items-center gap-x-3">
        <span className="text-muted">{text.baseUrl}</span>
        <code className="font-mono wrap-anywhere">{baseUrl}</code>
        <CopyButton value={baseUrl} name={`${copying.copy}: ${text.baseUrl}`} words={copying} />
        <NavLink href="/api-docs" className="touch inline-flex items-center text-accent hover:underline">
          {text.docs}
        </NavLink>
      </p>
      <section aria-label={text.list} className="mt-4 flex flex-col gap-4 border-t border-line pt-4">
        <NewTokenForm onMade={setMade} />
        {made !== null && <TokenBanner made={made} onDone={() => setMade(null)} />}
        {tokens.length === 0 ? (
          <p className="text-muted">{text.none}</p>
        ) : (
          <ul className="divide-y divide-line">
            {tokens.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
