import { Problem } from "#lib/problem.ts";
import { frontRoute } from "#lib/server/front/door.ts";

/** Other calls that relays have, and whatever else lies under /v1: said in the relay's shape, not with a page. */
const unknownAddress = frontRoute("anyone", async () => {
  throw new Problem("not_found", "Invalid URL: this server answers /v1/video/create and /v1/video/query");
});

export {
  unknownAddress as DELETE,
  unknownAddress as GET,
  unknownAddress as PATCH,
  unknownAddress as POST,
  unknownAddress as PUT,
};
