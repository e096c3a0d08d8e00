/** What a worker works with in these tests: everything as in the app, only the delays are short. */
import type { Store } from "#lib/server/database/store.ts";
import { folderStore } from "#lib/server/media/folder-store.ts";
import { guardedFetch } from "#lib/server/media/guarded-fetch.ts";
import type { MediaStore } from "#lib/server/media/store.ts";
import { makeRelayClient } from "#lib/server/relay/client.ts";
import type { Deps } from "#lib/server/worker/deps.ts";
import { type Leases, leases } from "#lib/server/worker/leases.ts";

export interface WorldSettings {
  callsPerMinute?: number;
  maxConcurrentCreates?: number;
  createTimeoutMs?: number;
  maxBytes?: number;
  leases?: Leases;
  /** Instead of a folder. */
  media?: MediaStore;
}

interface Place {
  store: Store;
  relayUrl: string;
  /** Whose files may be fetched although they lie on this machine. */
  fileUrl: string;
  mediaDir: string;
}

export function worldDeps({ store, relayUrl, fileUrl, mediaDir, ...settings }: WorldSettings & Place): Deps {
  const allowedHosts = [new URL(fileUrl).host];
  const createTimeoutMs = settings.createTimeoutMs ?? 60_000;
  return {
    store,
    relay: makeRelayClient({ baseUrl: relayUrl, apiKey: "sk-world", createTimeoutMs }),
    media: settings.media ?? folderStore(mediaDir),
    fetchFile: (url, signal) => guardedFetch(url, { allowedHosts, signal }),
    config: {
      relay: {
        baseUrl: relayUrl,
        requestsPerMinute: settings.callsPerMinute ?? 10_000,
        maxConcurrentCreates: settings.maxConcurrentCreates ?? 2,
        pollFirstMs: 20,
        pollIntervalMs: 50,
        createTimeoutMs,
      },
      media: { place: { kind: "folder", dir: mediaDir }, maxBytes: settings.maxBytes ?? 10_000_000, allowedHosts },
    },
    leases: settings.leases ?? leases,
    random: () => 0,
  };
}
