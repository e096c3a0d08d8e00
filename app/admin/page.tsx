import { QueryClient } from "@tanstack/react-query";
import { connection } from "next/server";
import { AdminView } from "#components/admin/admin-view.tsx";
import { SidePage } from "#components/side-page.tsx";
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
    <SidePage title={text.page.title(words.title)} canSignOut={config().access.kind === "passcodes"} known={client}>
      <AdminView isOpen={config().access.kind === "none"} />
    </SidePage>
  );
}
