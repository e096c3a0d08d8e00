/** What this browser sees of the reference images. One look for a link, shared by the row that shows it and by the press that sends it. */
import type * as referencesModule from "#lib/references.ts";
import type { ImageFault, Sight } from "#lib/references.ts";

export interface Look {
  sight: Sight | null;
  fault: ImageFault | null;
}

const patienceMs = 20_000;
const looks = new Map<string, Look>();
const underWay = new Map<string, Promise<Look>>();
const listeners = new Set<() => void>();

export function subscribeToLooks(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Undefined while nobody has looked. */
export function lookOf(link: string): Look | undefined {
  return looks.get(link);
}

/** Looks once; an image that could not be seen is looked at again each time, for it may be there by now. */
export function lookAt(link: string): Promise<Look> {
  const known = looks.get(link);
  if (known !== undefined && known.sight?.kind !== "unseen") return Promise.resolve(known);
  const going = underWay.get(link);
  if (going !== undefined) return going;
  const look = lookAnew(link).then((seen) => {
    looks.set(link, seen);
    for (const listener of listeners) listener();
    return seen;
  });
  underWay.set(link, look);
  return look.finally(() => underWay.delete(link));
}

async function lookAnew(link: string): Promise<Look> {
  const { faultOf, isWorthALook } = await loadReferences();
  const sight = isWorthALook(link) ? await see(link.trim()) : null;
  return { sight, fault: faultOf(link, sight) };
}

/** The rules, and what knows addresses, come with the first reference. */
function loadReferences(): Promise<typeof referencesModule> {
  return import("#lib/references.ts");
}

function see(link: string): Promise<Sight> {
  return new Promise((answer) => {
    const image = new Image();
    const end = (sight: Sight) => {
      clearTimeout(timer);
      answer(sight);
    };
    const timer = setTimeout(() => end({ kind: "unseen" }), patienceMs);
    image.referrerPolicy = "no-referrer";
    image.decoding = "async";
    image.addEventListener("error", () => end({ kind: "unseen" }));
    image.addEventListener("load", () => {
      const { naturalWidth: width, naturalHeight: height } = image;
      end(
        width === 0 || height === 0
          ? { kind: "unseen" }
          : { kind: "seen", width, height, sizeBytes: sizeOf(image.src) },
      );
    });
    image.src = link;
  });
}

/** Zero stands for "not told": other servers hide it from pages unless they say otherwise. */
function sizeOf(url: string): number | null {
  const entry = performance.getEntriesByName(url, "resource").at(-1);
  const sizeBytes = entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0;
  return sizeBytes === 0 ? null : sizeBytes;
}
