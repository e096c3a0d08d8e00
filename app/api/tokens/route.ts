import { newTokenSchema } from "#lib/api-token.ts";
import { makeToken, tokensFor } from "#lib/server/access/api-tokens.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readBody, route } from "#lib/server/http.ts";

export const GET = route("member", async (_request, _params, visitor) =>
  json({ tokens: await tokensFor(await store(), visitor) }),
);

export const POST = route("member", async (request, _params, visitor) => {
  const { name } = await readBody(request, newTokenSchema);
  return json(await makeToken(await store(), visitor, name.trim()), 201);
});
