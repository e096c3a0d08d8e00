import type { MetadataRoute } from "next";
import { pageText } from "#lib/server/page-text.ts";
import { canvas } from "#lib/theme.ts";

export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const text = await pageText();
  return {
    name: text.name,
    short_name: text.name,
    description: text.tagline,
    lang: text.locale,
    start_url: "/",
    display: "standalone",
    background_color: canvas.dark,
    theme_color: canvas.dark,
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
