/** What every step of the worker works with; a test passes its own. */
import { config, type Config } from "../config.ts";
import { type Store, store } from "../database/store.ts";
import type { SaveRequest } from "../media/download.ts";
import { folderStore } from "../media/folder-store.ts";
import { guardedFetch } from "../media/guarded-fetch.ts";
import { bucketClient } from "../media/s3-client.ts";
import { s3Store } from "../media/s3-store.ts";
import type { MediaStore } from "../media/store.ts";
import { once } from "../once.ts";
import { type RelayClient, relayClient } from "../relay/client.ts";
import { demoFetch } from "./demo-fetch.ts";
import { type Leases, leases } from "./leases.ts";

export interface Deps {
  store: Store;
  relay: RelayClient;
  media: MediaStore;
  fetchFile: SaveRequest["fetchFile"];
  config: Pick<Config, "relay" | "media">;
  leases: Leases;
  /** From 0 to 1, spreads retries so that jobs put back together do not come back together. */
  random: () => number;
}

/** The process's own. @throws {OwnedError} on first use, when another process has the database */
export async function deps(): Promise<Deps> {
  const opened = await store();
  return once("deps", () => makeDeps(opened));
}

export function mediaStore(): MediaStore {
  return once("media", () => {
    const { place } = config().media;
    return place.kind === "folder" ? folderStore(place.dir) : s3Store(bucketClient(place));
  });
}

function makeDeps(opened: Store): Deps {
  const { mode, relay, media } = config();
  return {
    store: opened,
    relay: relayClient(),
    media: mediaStore(),
    fetchFile:
      mode === "demo" ? demoFetch : (url, signal) => guardedFetch(url, { allowedHosts: media.allowedHosts, signal }),
    config: { relay, media },
    leases,
    random: Math.random,
  };
}
