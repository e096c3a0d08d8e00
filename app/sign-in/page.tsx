import { redirect } from "next/navigation";
import { connection } from "next/server";
import { SignInForm } from "#components/people/sign-in-form.tsx";
import { SiteHeader } from "#components/site-header.tsx";
import { innerPath } from "#lib/inner-path.ts";
import { pageVisitor } from "#lib/server/access/page-visitor.ts";
import { config } from "#lib/server/config.ts";
import { pageText } from "#lib/server/page-text.ts";

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  await connection();
  const asked = await searchParams;
  const to = innerPath(first(asked["to"]));
  if ((await pageVisitor()) !== null) redirect(to);
  const text = await pageText();
  const { signIn } = text.people;
  return (
    <div className="mx-auto max-w-300 px-4 md:px-6">
      <title>{text.page.title(signIn.title)}</title>
      <SiteHeader />
      <main className="mx-auto flex max-w-80 flex-col gap-4 py-16">
        <h1 className="text-xl font-semibold">{signIn.title}</h1>
        {config().access.kind === "passcodes" ? (
          <SignInForm text={signIn} to={to} fault={first(asked["fault"])} />
        ) : (
          <p className="text-muted">{signIn.byProxy}</p>
        )}
      </main>
    </div>
  );
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
