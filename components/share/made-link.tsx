"use client";
import type { NewShare } from "#lib/share.ts";
import { useText } from "../text.tsx";
import { Banner } from "../ui/banner.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { inputClass } from "../ui/field.tsx";
import { useShareText } from "./use-share-text.ts";

/** The one time that a link can be read. */
export function MadeLink({ made: { url } }: { made: NewShare }) {
  const { copying } = useText();
  const text = useShareText();
  return (
    <Banner tone="accent" role="status">
      <p className="text-sm">{text.once}</p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <input
          aria-label={text.link}
          readOnly
          value={url}
          onFocus={(event) => event.target.select()}
          className={`${inputClass} min-w-0 flex-1 basis-56 font-mono text-sm`}
        />
        <CopyButton value={url} name={text.copy} words={copying} />
      </div>
    </Banner>
  );
}
