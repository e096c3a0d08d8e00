import { QueryClient } from "@tanstack/react-query";
import { connection } from "next/server";
import { SidePage } from "#components/side-page.tsx";
import { TokensView } from "#components/tokens/tokens-view.tsx";
import { tokensQuery } from "#lib/share-api.ts";
import { tokensFor } from "#lib/server/access/api-tokens.ts";
import { signedIn } from "#lib/server/access/page-visitor.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { pageLocale, pageText } from "#lib/server/page-text.ts";
import { loadTokensText } from "#lib/tokens-text.ts";

export default async function TokensPage() {
  await connection();
  const visitor = await signedIn("/tokens");
  const [text, words, open] = await Promise.all([pageText(), pageLocale().then(loadTokensText), store()]);
  const client = new QueryClient();
  client.setQueryData(tokensQuery().queryKey, await tokensFor(open, visitor));
  return (
    <SidePage title={text.page.title(words.title)} canSignOut={config().access.kind === "passcodes"} known={client}>
      <TokensView baseUrl={config().appOrigin} />
    </SidePage>
  );
}
