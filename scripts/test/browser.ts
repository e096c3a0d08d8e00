/** A Chromium for the tests: one that is there, else Debian's when this is a Debian and we may, else Playwright's. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { root, run } from "../launch/run.mjs";

const systemBrowsers = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser's program; null when there is none and none could be installed, which has been said. */
export async function browserForTests(): Promise<string | null> {
  return (
    (await workingBrowser()) ?? (await installed(debianChromium)) ?? (await installed(playwrightChromium)) ?? refuse()
  );
}

/** The first that is there, without a look whether it works. */
export function browserOnThisMachine(): string | undefined {
  return candidates().find((file) => existsSync(file));
}

function candidates(): string[] {
  const chosen = process.env.CHROMIUM_PATH;
  return [...(chosen === undefined ? [] : [chosen]), chromium.executablePath(), ...systemBrowsers];
}

/** Ubuntu's chromium-browser is a script that only says where to get one, so being there is not enough. */
async function workingBrowser(): Promise<string | null> {
  for (const file of candidates()) {
    if (existsSync(file) && (await run(file, ["--version"], { show: "nothing" })).code === 0) return file;
  }
  return null;
}

async function installed(install: () => Promise<boolean>): Promise<string | null> {
  return (await install()) ? workingBrowser() : null;
}

async function debianChromium(): Promise<boolean> {
  if (!existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) return false;
  console.log("Installing Chromium (apt-get)...");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return (
    (await succeeds("apt-get", ["update", "-q"], env)) &&
    (await succeeds("apt-get", ["install", "-q", "-y", "--no-install-recommends", "chromium"], env))
  );
}

async function playwrightChromium(): Promise<boolean> {
  console.log("Installing Chromium (Playwright's)...");
  return succeeds("node", [join(root, "node_modules", "@playwright", "test", "cli.js"), "install", "chromium"]);
}

async function succeeds(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<boolean> {
  const { code, output } = await run(command, args, { show: "nothing", env: env ?? process.env });
  if (code !== 0) console.error(output);
  return code === 0;
}

function refuse(): null {
  console.error("The browser tests need Chromium and none could be installed. Install it, or set CHROMIUM_PATH.");
  return null;
}
