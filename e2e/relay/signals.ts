/** What tests wait with instead of sleeping: conditions that are looked at when something changed, and named gates. */
export interface Signals {
  changed: () => void;
  waitFor: (condition: () => boolean) => Promise<void>;
  /** Resolves once the gate is open; a gate that was opened stays open. */
  gate: (name: string) => Promise<void>;
  open: (name: string) => void;
}

export function makeSignals(): Signals {
  const waiting = new Set<() => void>();
  const openGates = new Set<string>();
  const changed = () => {
    for (const look of waiting) look();
  };
  const waitFor = (condition: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        try {
          if (!condition()) return;
          resolve();
        } catch (error) {
          reject(error);
        }
        waiting.delete(look);
      };
      waiting.add(look);
      look();
    });
  return {
    changed,
    waitFor,
    gate: (name) => waitFor(() => openGates.has(name)),
    open: (name) => {
      openGates.add(name);
      changed();
    },
  };
}
