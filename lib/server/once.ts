/**
 * One value per process. Next gives `instrumentation.ts` and the route handlers different copies of a module, so what
 * must exist once (the database handle, the wake-up of the worker) hangs on `globalThis` under a name.
 */
const slots = globalThis as typeof globalThis & { __clipdesk?: Map<string, unknown> };

export function once<T>(name: string, make: () => T): T {
  slots.__clipdesk ??= new Map();
  if (!slots.__clipdesk.has(name)) slots.__clipdesk.set(name, make());
  return slots.__clipdesk.get(name) as T; // what is stored under a name was made by the same call site
}
