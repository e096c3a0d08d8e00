/** What a video is called on the disk of the person who downloads it. Pure. */

/** Encrypted folders (eCryptfs, Synology) take 143 bytes; everything else takes more. */
const maxNameBytes = 140;
const endings: Readonly<Record<string, string>> = {
  "video/webm": ".webm",
  "video/quicktime": ".mov",
  "video/x-matroska": ".mkv",
};

/**
 * A name that Windows, macOS and Linux all take: the prompt as far as it fits, and the end of the job's id, which tells
 * the takes of one prompt apart (its beginning is a time, the same for all of them).
 */
export function downloadNameFor(prompt: string, jobId: string, type = "video/mp4"): string {
  const end = jobId.replace(/[^0-9A-Za-z]/g, "").slice(-8) + (endings[type] ?? ".mp4");
  const words = shortened(safeWords(prompt), maxNameBytes - Buffer.byteLength(end) - 1);
  return `${words === "" ? "video" : words} ${end}`;
}

function safeWords(prompt: string): string {
  const words = prompt
    .normalize("NFC")
    .replace(/[<>:"/\\|?*]/g, " ")
    // Line breaks, and all that is invisible or turns the reading direction ("gpj.exe" can be made to look like
    // "exe.jpg"), but not the joiners that emoji families and Persian words are made with.
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/\s+/g, " ")
    // A dot hides a file, a dash makes it look like an option of a command, a tilde like a home folder.
    .replace(/^[\s.~-]+/, "");
  return isDeviceName(words) ? `video ${words}` : words;
}

/** Windows opens a device for these words, whatever comes after a dot or a space behind them. */
function isDeviceName(words: string): boolean {
  return /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=[\s.]|$)/i.test(words);
}

/** Cut between characters as people see them: half an emoji or a letter without its accent is another text. */
function shortened(text: string, maxBytes: number): string {
  let kept = "";
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > maxBytes) break;
    kept += segment;
  }
  return kept.replace(/[\s.]+$/, "");
}
