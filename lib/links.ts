/** Several links in one paste: lines, blanks or commas between them, quotes or angle brackets around them. */
export function splitLinks(text: string): string[] {
  return text
    .split(/\s+|[,;](?=https?:\/\/)/i)
    .map((piece) => piece.replace(/^[<"']+/, "").replace(/[>"',;]+$/, ""))
    .filter((piece) => piece !== "");
}

/** Puts links into the rows from one on: into it when it is blank, else after it; blank rows that follow are used up. */
export function insertLinks(rows: readonly string[], at: number, links: readonly string[]): string[] {
  const isBlank = (row: number) => (rows[row] ?? "").trim() === "";
  const start = at < rows.length && !isBlank(at) ? at + 1 : at;
  let end = start;
  while (end < rows.length && end - start < links.length && isBlank(end)) end += 1;
  return [...rows.slice(0, start), ...links, ...rows.slice(end)];
}

export function moveRow(rows: readonly string[], from: number, to: number): string[] {
  const moved = rows[from];
  return moved === undefined ? [...rows] : rows.toSpliced(from, 1).toSpliced(to, 0, moved);
}

/** What the relay takes an image for: one is the first frame, two are the first and the last; more is not documented. */
export function frameTag(rows: readonly string[], row: number): "first" | "last" | number | null {
  const filled = rows.flatMap((url, index) => (url.trim() === "" ? [] : [index]));
  const place = filled.indexOf(row);
  if (place === -1) return null;
  if (filled.length > 2) return place + 1;
  return place === 0 ? "first" : "last";
}
