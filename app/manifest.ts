import type { MetadataRoute } from "next";
import { textFor } from "#lib/text.ts";

export default function manifest(): MetadataRoute.Manifest {
  const text = textFor("en");
  return {
    name: text.name,
    short_name: text.name,
    description: text.tagline,
    start_url: "/",
    display: "standalone",
    background_color: "#101012",
    theme_color: "#0f6f68",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
