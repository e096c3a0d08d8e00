import type { MetadataRoute } from "next";
import { en as text } from "#lib/text/en.ts";

export default function manifest(): MetadataRoute.Manifest {
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
