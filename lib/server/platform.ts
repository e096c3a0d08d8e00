/**
 * What the platform underneath says of itself: on serverless ones no process lives between requests and no disk lasts,
 * so what a setting is by default differs; and a preview of a branch is not the place where money is spent.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";

type Settings = Readonly<Record<string, string | undefined>>;

export interface Platform {
  isServerless: boolean;
  /** The variable that says that this is no production deployment, as `NAME=value`; null in production and at home. */
  preview: string | null;
  /** What settings are that nobody set. */
  defaults: Settings;
}

/** Each of these is there on its platform and nowhere else. */
const serverless = ["VERCEL", "AWS_LAMBDA_FUNCTION_NAME", "NETLIFY", "FUNCTION_TARGET", "AZURE_FUNCTIONS_ENVIRONMENT"];

export function readPlatform(given: Settings): Platform {
  const isServerless = serverless.some((name) => isSet(given[name]));
  const preview = previewOf(given);
  const name = preview === null ? (given["VERCEL_PROJECT_PRODUCTION_URL"] ?? given["VERCEL_URL"]) : given["VERCEL_URL"];
  const defaults: Record<string, string> = {};
  if (isServerless) {
    // The platform's own proxy stands in front; the only folder that can be written to is the one for what may go.
    Object.assign(defaults, { WORKER: "request", HOST: "0.0.0.0", DATA_DIR: join(tmpdir(), "clipdesk") });
    if (isSet(name)) defaults["APP_ORIGIN"] = `https://${name}`;
  }
  return { isServerless, preview, defaults };
}

function previewOf(given: Settings): string | null {
  const { VERCEL_ENV, NETLIFY, CONTEXT, IS_PULL_REQUEST } = given;
  if (isSet(VERCEL_ENV) && VERCEL_ENV !== "production") return `VERCEL_ENV=${VERCEL_ENV}`;
  if (isSet(NETLIFY) && isSet(CONTEXT) && CONTEXT !== "production") return `CONTEXT=${CONTEXT}`;
  if (IS_PULL_REQUEST === "true") return "IS_PULL_REQUEST=true";
  return null;
}

/** Money is spent only where that is meant, and paid videos are kept only where something lasts. */
export function platformFaults(given: Settings, { isServerless, preview }: Platform): string[] {
  const faults: string[] = [];
  if (!isSet(given["RELAY_BASE_URL"])) return faults;
  if (preview !== null && given["ALLOW_SPEND"] !== "1")
    faults.push(
      `ALLOW_SPEND: this is a preview (${preview}); set it to 1 to let it spend, or leave the relay's ` +
        "address and key unset here for demo mode",
    );
  if (!isServerless) return faults;
  const lasts = "no disk lasts on a serverless platform, and paid jobs must";
  if (!/^postgres(ql)?:/i.test(given["DATABASE_URL"] ?? ""))
    faults.push(`DATABASE_URL: must name a Postgres; ${lasts}`);
  if (!/^s3:/i.test(given["MEDIA_URL"] ?? "")) faults.push(`MEDIA_URL: must be s3://...; ${lasts}`);
  return faults;
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
