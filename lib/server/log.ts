/**
 * One JSON line an event, to standard output; warnings and errors to standard error. Never holds a key, a signed link or
 * a prompt: nobody writes one on purpose, and what others' words bring along is taken out of every line.
 */
import { pino } from "pino";
import { hidden } from "./hidden.ts";
import { once } from "./once.ts";

type Fields = Record<string, string | number | boolean | null | undefined>;

export const log = {
  info: (message: string, fields: Fields = {}) => logger().info(fields, message),
  warn: (message: string, fields: Fields = {}) => logger().warn(fields, message),
  error: (message: string, error: unknown, fields: Fields = {}) =>
    logger().error({ ...fields, error: describe(error) }, message),
};

/** Whatever is under such a name is a secret, whatever it looks like. */
const secretFields = ["authorization", "cookie", "passcode", "prompt", "secret", "token", "key"];

const logger = () =>
  once("log", () =>
    pino(
      {
        base: undefined,
        messageKey: "message",
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (level) => ({ level }) },
        redact: { paths: secretFields, censor: "[hidden]" },
      },
      { write },
    ),
  );

/** Through the console, because Next and the tests listen there too. */
function write(line: string): void {
  const text = hidden(line.trimEnd());
  if (text.startsWith('{"level":"info"')) console.log(text);
  else if (text.startsWith('{"level":"warn"')) console.warn(text);
  else console.error(text);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : ` (cause: ${describe(error.cause)})`;
  return `${error.stack ?? error.message}${cause}`;
}
