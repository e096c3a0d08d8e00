import { HydrationBoundary, QueryClient, dehydrate } from "@tanstack/react-query";
import { connection } from "next/server";
import { PersonMenu } from "#components/people/person-menu.tsx";
import { SiteHeader } from "#components/site-header.tsx";
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
    <div className="mx-auto max-w-240 px-4 pb-16 md:px-6">
      <title>{text.page.title(words.title)}</title>
      <SiteHeader>
        <PersonMenu canSignOut={config().access.kind === "passcodes"} />
      </SiteHeader>
      <HydrationBoundary state={dehydrate(client)}>
        <main>
          <TokensView baseUrl={config().appOrigin} />
        </main>
      </HydrationBoundary>
    </div>
  );
}
