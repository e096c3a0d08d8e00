import { attempt } from "#lib/browser-store.ts";

/** Lives as long as the tab. */
export function tabStorage(): Storage | null {
  return inBrowser(() => window.sessionStorage);
}

/** Lives as long as the browser's profile, for all tabs of this desk. */
export function deskStorage(): Storage | null {
  return inBrowser(() => window.localStorage);
}

/** Browsers that bar storage throw at the mere mention of it, and a server has none. */
function inBrowser(mention: () => Storage): Storage | null {
  return typeof window === "undefined" ? null : attempt(mention);
}

/** `randomUUID` exists only on https and localhost; a desk in the office network may be plain http. */
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The person's name in this browser, random, for all tabs and for good: whoever asks first writes it down. */
export function nameHere(person: string | null): string {
  const entry = `clipdesk.name.${person ?? ""}`;
  const name = attempt(() => deskStorage()?.getItem(entry)) ?? newKey();
  attempt(() => deskStorage()?.setItem(entry, name));
  return name;
}
