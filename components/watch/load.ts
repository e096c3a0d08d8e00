/** What the large view and the comparison are made of: fetched when somebody reaches for them, and not with the page. */
export const loadWatchView = () => import("./watch-view.tsx");
export const loadCompareView = () => import("./compare-view.tsx");
