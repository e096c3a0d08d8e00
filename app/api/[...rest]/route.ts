import { Problem } from "#lib/problem.ts";
import { route } from "#lib/server/http.ts";

/** Whatever lies under /api and is none of our addresses: said in JSON, not with a page. */
const unknownAddress = route("anyone", async () => {
  throw new Problem("not_found", "There is nothing at this address");
});

export {
  unknownAddress as DELETE,
  unknownAddress as GET,
  unknownAddress as PATCH,
  unknownAddress as POST,
  unknownAddress as PUT,
};
