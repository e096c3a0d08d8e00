/** People's names: what may be one, and when two are the same. Pure. */

/** Two spellings of one name are one person, whatever keyboard wrote the accents and whatever the case of the letters. */
export function keyOfName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
