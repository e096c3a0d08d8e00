/**
 * A text as a search compares it. Upper and lower case, full-width and half-width, composed and decomposed: people see one
 * text and mean one text. Here, because SQLite knows the case of ASCII only and Postgres that of its own locale, and the
 * page has to tell which new jobs a search shows.
 */
export function folded(text: string): string {
  // Up first: "ß" and "SS" are one, and so are all three sigmas once the one at a word's end is gone.
  return text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ");
}

/** The words of a search; a prompt is found when it holds all of them, in whatever order. */
export function searchWords(q: string): string[] {
  return folded(q)
    .split(/\s+/)
    .filter((word) => word !== "");
}
