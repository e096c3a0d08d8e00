import type { NextConfig } from "next";

const config: NextConfig = {
  // The image optimiser fetches and decodes what others wrote; every picture here is served as it is.
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Undici must stay one module in one process: the proof "nothing was sent" listens to its diagnostics channel.
  serverExternalPackages: ["undici", "kysely"],
};

export default config;
