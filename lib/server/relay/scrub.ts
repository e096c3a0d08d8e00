/** Takes a secret out of texts that others wrote: relays repeat the key in their errors, plainly or in some escape. */

/** Shorter than this is a stand-in, not a key, and taking it out would tear ids and words apart. */
const minLength = 6;

export function makeScrubber(secret: string): (text: string) => string {
  if (secret.length < minLength) return (text) => text;
  const pattern = new RegExp(secret.split("").map(anyForm).join(""), "g");
  return (text) => text.replace(pattern, "[key]");
}

/** A character as itself, behind JSON's backslashes, as a `\u` escape, or percent-encoded; bounded, as a body may be all backslashes. */
function anyForm(char: string): string {
  const hex = (char.codePointAt(0) ?? 0).toString(16).padStart(2, "0");
  const anyCase = hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(?:\\\\{0,8}${RegExp.escape(char)}|\\\\{1,8}u00${anyCase}|%${anyCase})`;
}
