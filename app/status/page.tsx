import { QueryClient } from "@tanstack/react-query";
import { connection } from "next/server";
import { SidePage } from "#components/side-page.tsx";
import { StatusView } from "#components/status/status-view.tsx";
import { signedInAdmin } from "#lib/server/access/page-visitor.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { readStatus } from "#lib/server/operations/status.ts";
import { pageLocale, pageText } from "#lib/server/page-text.ts";
import { loadStatusText } from "#lib/status-text.ts";
import { statusQuery } from "#lib/status.ts";

export default async function StatusPage() {
  await connection();
  await signedInAdmin("/status");
  const [text, words, status] = await Promise.all([
    pageText(),
    pageLocale().then(loadStatusText),
    store().then((open) => readStatus(open)),
  ]);
  const client = new QueryClient();
  client.setQueryData(statusQuery().queryKey, status);
  return (
    <SidePage title={text.page.title(words.title)} canSignOut={config().access.kind === "passcodes"} known={client}>
      <StatusView />
    </SidePage>
  );
}
