"use client";
import type { NewToken } from "#lib/api-token.ts";
import { useText } from "../text.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { useTokensText } from "./use-tokens-text.ts";

/** The one time that a token can be read. */
export function TokenBanner({ made: { token, secret }, onDone }: { made: NewToken; onDone: () => void }) {
  const { copying } = useText();
  const text = useTokensText();
  return (
    <Banner
      tone="accent"
      role="status"
      title={text.secretOf(token.name)}
      action={
        <>
          <CopyButton value={secret} name={text.copy} words={copying} />
          <Button onClick={onDone}>{text.done}</Button>
        </>
      }
    >
      <p className="font-mono wrap-anywhere">{secret}</p>
      <p className="text-sm text-muted">{text.once}</p>
    </Banner>
  );
}
