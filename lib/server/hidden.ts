/**
 * Takes secrets out of a line of the log: those that were named here, and whatever has the shape of one. Others' words
 * (a database's error, a relay's answer, a library's) may hold any of them.
 */
import { once } from "./once.ts";

const secrets = () => once("secrets", () => new Set<string>());
/** Shorter than this is a stand-in, and taking it out would tear words apart. */
const minLength = 6;

/** From now on no line shows it. */
export function hide(secret: string): void {
  if (secret.length >= minLength) secrets().add(secret);
}

const shapes: readonly [RegExp, string][] = [
  // What signs a link stands after the question mark; a password stands before the host.
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s"'<>\\?]*)\?[^\s"'<>\\]+/gi, "$1?[hidden]"],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s"'<>\\/@]+@/gi, "$1[hidden]@"],
  [/\b(Bearer|Basic) +[\w.~+/=-]+/gi, "$1 [hidden]"],
  // Ours and a proxy's: both let in whoever shows them.
  [/\b((?:__Host-|__Secure-)[\w-]+|clipdesk|CF_Authorization|_oauth2_proxy)=[^\s;"'\\,]+/g, "$1=[hidden]"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[hidden]"],
  [/\bsk-[\w-]{8,}/g, "sk-[hidden]"],
];

export function hidden(line: string): string {
  let text = line;
  for (const secret of secrets()) {
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
      text = text.replaceAll(form, "[hidden]");
  }
  for (const [shape, rest] of shapes) text = text.replace(shape, rest);
  return text;
}
