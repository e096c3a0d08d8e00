/** How much room is left where media are kept. */
import { statfs } from "node:fs/promises";
import type { Config } from "../config.ts";
import { log } from "../log.ts";

/** Null where nobody can tell: a bucket, or a folder that has gone. */
export async function freeBytesOf({ media: { place } }: Pick<Config, "media">): Promise<number | null> {
  if (place.kind === "bucket") return null;
  try {
    const { bavail, bsize } = await statfs(place.dir);
    return bavail * bsize;
  } catch (error) {
    log.error("How much room is left cannot be read", error);
    return null;
  }
}
