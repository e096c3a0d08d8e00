/** Whether a request may have come from where it comes from, before anything of it is read. Knows no person. */
import { Problem } from "#lib/problem.ts";
import { config } from "./config.ts";
import { isOurHost, nameOf } from "./host.ts";

/** @throws {Problem} `cross_site` */
export function expectOurs(request: Request): void {
  checkHost(request);
  if (request.method !== "GET" && request.method !== "HEAD") checkOrigin(request);
}

/**
 * A page of another site must not be able to make the browser spend money here. Browsers say where a request comes from;
 * a client that is no browser says nothing and has no cookies to abuse.
 */
function checkOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isOurs =
    site !== null
      ? site === "same-origin" || site === "none"
      : origin === null || origin === config().appOrigin || origin === `http://${request.headers.get("host")}`;
  if (!isOurs) throw new Problem("cross_site", "This request comes from another site");
}

function checkHost(request: Request): void {
  const asked = request.headers.get("host");
  if (isOurHost(asked)) return;
  throw new Problem("cross_site", `This server does not answer to the name ${nameOf(asked ?? "")}; see APP_ORIGIN`);
}
