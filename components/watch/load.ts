/** What the large view and the comparison are made of: fetched when somebody reaches for them, and not with the page. */
export const loadWatchView = async () => (await import("./watch-view.tsx")).WatchView;
export const loadCompareView = async () => (await import("./compare-view.tsx")).CompareView;

/** Ahead of its use; what cannot be fetched is told when it is used. */
export function prepareWatchView(): void {
  loadWatchView().catch(() => {});
}
