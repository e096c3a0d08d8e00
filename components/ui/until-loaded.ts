const firstWaitMs = 1_000;
const longestWaitMs = 15_000;

/**
 * For `React.lazy`, where the server has drawn the part already and so it cannot be `Late`: a fetch that fails, as while
 * the server restarts, would take the whole page down, so it is tried until the part is here.
 */
export async function untilLoaded<T>(load: () => Promise<T>): Promise<T> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await load();
    } catch {
      await new Promise((wake) => setTimeout(wake, waitMs));
    }
  }
}
