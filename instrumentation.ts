/** Next calls this once, before the first request, in each process that serves. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("#lib/server/start.ts");
  await start();
}
