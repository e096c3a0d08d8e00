/** Tables as CSV (RFC 4180), for spreadsheets that take some texts for formulas and would run them. Knows no table. */

type Cell = string | number | null;
type Rows = readonly (readonly Cell[])[];

/** @param parts of the rows, as they come */
export function csvResponse(
  fileName: string,
  columns: readonly string[],
  parts: Iterable<Rows> | AsyncIterable<Rows>,
): Response {
  const text = csvText(columns, parts);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await text.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

async function* csvText(
  columns: readonly string[],
  parts: Iterable<Rows> | AsyncIterable<Rows>,
): AsyncGenerator<string, void> {
  // Without this mark Excel takes UTF-8 for something else.
  yield `\uFEFF${csvLines([columns])}`;
  for await (const part of parts) yield csvLines(part);
}

export function csvLines(rows: Rows): string {
  return rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

/** What a spreadsheet would take for a formula gets an apostrophe, which makes it take it for the text that it is. */
function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return `"${text.replaceAll('"', '""')}"`;
}
