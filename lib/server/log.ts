/** One JSON line an event, to standard output; errors to standard error. Never holds a key, a signed link or a prompt. */
type Fields = Record<string, string | number | boolean | null | undefined>;

export const log = {
  info: (message: string, fields: Fields = {}) => console.log(line("info", message, fields)),
  warn: (message: string, fields: Fields = {}) => console.warn(line("warn", message, fields)),
  error: (message: string, error: unknown, fields: Fields = {}) =>
    console.error(line("error", message, { ...fields, error: describe(error) })),
};

function line(level: string, message: string, fields: Fields): string {
  return JSON.stringify({ time: new Date().toISOString(), level, message, ...fields });
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : ` (cause: ${describe(error.cause)})`;
  return `${error.stack ?? error.message}${cause}`;
}
