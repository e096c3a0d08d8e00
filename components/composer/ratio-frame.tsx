import { parseRatio } from "#lib/format.ts";

const sidePx = 18;

/** The ratio as it will look, longest side to longest side. */
export function RatioFrame({ ratio }: { ratio: string }) {
  const { width, height } = parseRatio(ratio);
  const scale = sidePx / Math.max(width, height);
  return (
    <span aria-hidden className="grid size-5 place-items-center">
      <span
        className="rounded-none border-2 border-current"
        style={{ width: width * scale, height: height * scale, borderRadius: 2 }}
      />
    </span>
  );
}
