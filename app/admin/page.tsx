import { HydrationBoundary, QueryClient, dehydrate } from "@tanstack/react-query";
import { connection } from "next/server";
import { AdminView } from "#components/admin/admin-view.tsx";
import { PersonMenu } from "#components/people/person-menu.tsx";
import { SiteHeader } from "#components/site-header.tsx";
import { loadAdminText } from "#lib/admin-text.ts";
import { dispatchQuery } from "#lib/api.ts";
import { auditQuery, capsQuery, countsQuery, peopleQuery } from "#lib/people-api.ts";
import { signedInAdmin } from "#lib/server/access/page-visitor.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { readDispatch } from "#lib/server/jobs/dispatch.ts";
import { pageLocale, pageText } from "#lib/server/page-text.ts";
import { readAudit } from "#lib/server/people/audit-read.ts";
import { capsAndUse } from "#lib/server/people/caps-change.ts";
import { dayCounts } from "#lib/server/people/day-counts.ts";
import { listPeople } from "#lib/server/people/list.ts";

const days = 30;

export default async function AdminPage() {
  await connection();
  await signedInAdmin("/admin");
  const [text, words, open] = await Promise.all([pageText(), pageLocale().then(loadAdminText), store()]);
  const client = new QueryClient();
  const [people, caps, counts, audit, dispatch] = await Promise.all([
    listPeople(open),
    capsAndUse(open),
    dayCounts(open, days),
    readAudit(open, {}),
    readDispatch(open),
  ]);
  client.setQueryData(peopleQuery().queryKey, { people });
  client.setQueryData(capsQuery().queryKey, caps);
  client.setQueryData(countsQuery().queryKey, { counts });
  client.setQueryData(auditQuery().queryKey, { pages: [audit], pageParams: [null] });
  client.setQueryData(dispatchQuery().queryKey, dispatch);
  return (
    <div className="mx-auto max-w-240 px-4 pb-16 md:px-6">
      <title>{text.page.title(words.title)}</title>
      <SiteHeader>
        <PersonMenu canSignOut={config().access.kind === "passcodes"} />
      </SiteHeader>
      <HydrationBoundary state={dehydrate(client)}>
        <main>
          <AdminView isOpen={config().access.kind === "none"} />
        </main>
      </HydrationBoundary>
    </div>
  );
}
