/** A text as the search compares it, whichever database does the comparing. Pure. */

/**
 * Upper and lower case, full-width and half-width, composed and decomposed: people see one text and mean one text. Done
 * here, because SQLite knows the case of ASCII only and Postgres that of its own locale.
 */
export function folded(text: string): string {
  // Up first: "ß" and "SS" are one, and so are all three sigmas once the one at a word's end is gone.
  return text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ");
}
