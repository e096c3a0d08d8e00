/** By a reload, or by Back from another site: then there may be a place to go back to. */
export function isLoadedAgain(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && (entry.type === "reload" || entry.type === "back_forward");
}
