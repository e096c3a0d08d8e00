import { parseRatio } from "#lib/format.ts";

/** The ratio as it will look, longest side to longest side. */
export function RatioFrame({ ratio, sidePx = 18 }: { ratio: string; sidePx?: number }) {
  const { width, height } = parseRatio(ratio);
  const scale = sidePx / Math.max(width, height);
  return (
    <span aria-hidden className="grid shrink-0 place-items-center" style={{ width: sidePx + 2, height: sidePx + 2 }}>
      <span
        className="rounded-none border-2 border-current"
        style={{ width: width * scale, height: height * scale, borderRadius: 2 }}
      />
    </span>
  );
}
