/**
 * Several kept files as one zip, stored as they are (videos do not get smaller), made while it is read. Owns the order
 * and the letting go; must not know which jobs the files belong to.
 */
import { makeZip, predictLength } from "client-zip";
import type { MediaStore } from "./store.ts";

export interface ZippedFile {
  /** Its name in the store, and in the zip. */
  name: string;
  as: string;
  sizeBytes: number;
  at: Date;
}

/** Comes first, so that even what arrived of a broken download says what it is. */
export interface ZippedText {
  as: string;
  text: string;
  at: Date;
}

export interface Zip {
  sizeBytes: number;
  /**
   * Reads one chunk when one is asked for, opens one file at a time and closes it when the reader goes away. Errors when a
   * file is gone or has become shorter, so that what arrived never looks whole.
   */
  body: () => ReadableStream<Uint8Array>;
}

/** @param files whose names differ, and from the text's */
export function zipOf(store: MediaStore, files: readonly ZippedFile[], text: ZippedText): Zip {
  const known = [
    { name: text.as, size: Buffer.byteLength(text.text) },
    ...files.map(({ as, sizeBytes }) => ({ name: as, size: sizeBytes })),
  ];
  return {
    sizeBytes: Number(predictLength(known)),
    body: () => makeZip(letGo(entries(store, files, text))),
  };
}

async function* entries(store: MediaStore, files: readonly ZippedFile[], { as, text, at }: ZippedText) {
  yield { name: as, lastModified: at, input: text };
  for (const file of files) {
    const chunks = store.read(file.name, { start: 0, end: file.sizeBytes - 1 })[Symbol.asyncIterator]();
    try {
      yield { name: file.as, lastModified: file.at, input: { [Symbol.asyncIterator]: () => chunks } };
    } finally {
      await chunks.return?.();
    }
  }
}

/** A zip that is given up throws into what it reads; here that ends it, file and all, and is no error of anybody's. */
function letGo<T>(generator: AsyncGenerator<T, void>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => generator.next(),
      throw: () => generator.return(),
    }),
  };
}
