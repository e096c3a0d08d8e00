import type { NextConfig } from "next";

const config: NextConfig = {
  // The image optimiser fetches and decodes what others wrote; every picture here is served as it is.
  images: { unoptimized: true },
  poweredByHeader: false,
  // `npm test` checks the types, of the tests and tools too; a slip in one of those must not keep the app from starting.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  // Bundling would give each route a copy of its own, and the database driver and the HTTP client must be one in a process.
  serverExternalPackages: ["undici", "kysely"],
};

export default config;
