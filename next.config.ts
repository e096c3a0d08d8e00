import type { NextConfig } from "next";
import { PHASE_PRODUCTION_BUILD } from "next/constants.js";

const config: NextConfig = {
  // The image optimiser fetches and decodes what others wrote; every picture here is served as it is.
  images: { unoptimized: true },
  poweredByHeader: false,
  // `npm test` checks the types, of the tests and tools too; a slip in one of those must not keep the app from starting.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  // Bundling would give each route a copy of its own, and the database driver and the HTTP client must be one in a process.
  serverExternalPackages: ["undici", "kysely"],
  experimental: {
    // The styles come with the page: a file of their own would be one more round trip before anything is seen.
    inlineCss: true,
    // Few files: over HTTP/1.1 a browser asks for six at a time, and those after them wait for a round trip of their own.
    turbopackChunking: { minChunkSize: 2_000_000, maxChunkCountPerGroup: 1, maxMergeChunkSize: 4_000_000 },
  },
  // Nothing here is for search engines, whichever address it is reached by.
  headers: async () => [{ source: "/:path*", headers: [{ key: "x-robots-tag", value: "noindex, nofollow" }] }],
};

/** The build also gathers what a server needs by itself, for the image; `next start` is then told of it in vain. */
export default function configIn(phase: string): NextConfig {
  return phase === PHASE_PRODUCTION_BUILD ? { ...config, output: "standalone" } : config;
}
