/**
 * What a file is, by its first bytes and by what its server says of it. Pure. The first bytes decide, because file hosts
 * label videos as anything; the label can only say no.
 */

export type MediaKind = "video" | "image";

/** As many first bytes as `typeOf` looks at. */
export const headBytes = 64;

/** The media type to keep the file under, or null when its first bytes are of no type we keep. */
export function typeOf(head: Uint8Array, kind: MediaKind): string | null {
  const text = Buffer.from(head.subarray(0, headBytes)).toString("latin1");
  return kind === "video" ? videoType(text) : imageType(text);
}

/** True when the `Content-Type` names something that this file cannot be. None, or one for any bytes, says nothing. */
export function isLabelledOtherwise(contentType: string | undefined, kind: MediaKind): boolean {
  const label = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const other = kind === "video" ? "image" : "video";
  // Pages, error texts and playlists. An XML or JSON body is how a file host says that a link has died.
  return (
    new RegExp(`^(text|audio|font|message|${other})/`).test(label) ||
    /^application\/(.*\+)?(json|xml|xhtml|javascript|pdf|zip|gzip|x-mpegurl|vnd\.apple\.mpegurl)$/.test(label)
  );
}

/** Pictures and sound in the same box format as MP4. */
const brandsOfOthers = ["avif", "avis", "heic", "heix", "heim", "heis", "mif1", "msf1", "M4A ", "M4B ", "M4P "];

function videoType(head: string): string | null {
  if (head.slice(4, 8) === "ftyp") {
    const brand = head.slice(8, 12);
    if (brand.length < 4 || brandsOfOthers.includes(brand)) return null;
    return brand === "qt  " ? "video/quicktime" : "video/mp4";
  }
  if (!head.startsWith("\x1a\x45\xdf\xa3")) return null;
  // EBML: the document type stands near the start; Matroska is what WebM is a part of.
  if (head.includes("webm")) return "video/webm";
  return head.includes("matroska") ? "video/x-matroska" : null;
}

function imageType(head: string): string | null {
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (/^GIF8[79]a/.test(head)) return "image/gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  return null;
}
