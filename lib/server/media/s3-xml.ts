/**
 * Reads the few flat values that we need from S3's answers, and writes the one document that we send. Not a parser of
 * XML: an answer that is something else (a proxy's page) has none of the elements, and that is what is said.
 */

/** The text of the first element of this name; null when there is none. */
export function textIn(xml: string, name: string): string | null {
  const [content] = contentsOf(xml, name);
  return content === undefined ? null : decoded(content);
}

/** What stands between the tags of every element of this name, tags and all. */
export function contentsOf(xml: string, name: string): string[] {
  const element = new RegExp(`<${name}(?:\\s[^>]*)?>([^]*?)</${name}>`, "g");
  return [...xml.matchAll(element)].map(([, content = ""]) => content);
}

/** The order that puts a file together from its parts, the first one's tag first. */
export function completion(partTags: readonly string[]): string {
  const parts = partTags.map(
    (tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${encoded(tag)}</ETag></Part>`,
  );
  const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
  return `<CompleteMultipartUpload xmlns="${namespace}">${parts.join("")}</CompleteMultipartUpload>`;
}

function encoded(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex?: string, digits?: string, name = "") => {
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(digits);
    return code <= 0x10ffff ? String.fromCodePoint(code) : (named[name] ?? all);
  });
}
