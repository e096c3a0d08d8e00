import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { AccountView } from "#components/account/account-view.tsx";
import { SidePage } from "#components/side-page.tsx";
import { sessionIn } from "#lib/server/access/cookie.ts";
import { signedIn } from "#lib/server/access/page-visitor.ts";
import { sessionsOf } from "#lib/server/access/sessions.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { pageText } from "#lib/server/page-text.ts";
import { roomOf } from "#lib/server/people/caps.ts";

export default async function AccountPage() {
  await connection();
  const { person } = await signedIn("/account");
  const { access } = config();
  if (person === null) notFound();
  const [text, open] = await Promise.all([pageText(), store()]);
  const room = await roomOf(open, person);
  const id = access.kind === "passcodes" ? sessionIn(await headers(), access) : null;
  const sessions = access.kind === "passcodes" && id !== null ? await sessionsOf(open, person, id, access) : null;
  return (
    <SidePage title={text.page.title(text.people.account.title)} canSignOut={access.kind === "passcodes"}>
      <AccountView person={person} room={room} sessions={sessions} />
    </SidePage>
  );
}
