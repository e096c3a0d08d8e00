/**
 * The intent keys of presses that the server has not answered yet, by the job that was pressed on: like the outbox, a key
 * outlives lost answers and reloads, so that pressing again is no second charge. Knows no React.
 */
export interface HeldKeys {
  /** The same key each time until `answered`. */
  keyFor: (jobId: string) => string;
  answered: (jobId: string) => void;
}

interface HeldKeysOptions {
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
  newKey: () => string;
}

export function heldKeys({ storage, newKey }: HeldKeysOptions): HeldKeys {
  const held = new Map<string, string>();
  return {
    keyFor(jobId) {
      const key = held.get(jobId) ?? attempt(() => storage?.getItem(nameOf(jobId))) ?? newKey();
      held.set(jobId, key);
      attempt(() => storage?.setItem(nameOf(jobId), key));
      return key;
    },
    answered(jobId) {
      held.delete(jobId);
      attempt(() => storage?.removeItem(nameOf(jobId)));
    },
  };
}

function nameOf(jobId: string): string {
  return `clipdesk.retry.${jobId}`;
}

/** Barred or full storage costs only what a reload would have kept. */
function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
