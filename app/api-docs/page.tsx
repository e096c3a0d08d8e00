import { connection } from "next/server";
import { ApiGroup } from "#components/api-docs/api-group.tsx";
import { NavLink } from "#components/nav-link.tsx";
import { SidePage } from "#components/side-page.tsx";
import { signedIn } from "#lib/server/access/page-visitor.ts";
import { config } from "#lib/server/config.ts";
import { apiDocsTexts, openApiIn } from "#lib/server/openapi/process-document.ts";
import { pageLocale, pageText } from "#lib/server/page-text.ts";

const documentPath = "/api/openapi.json";

export default async function ApiDocsPage() {
  await connection();
  await signedIn("/api-docs");
  const [text, locale] = await Promise.all([pageText(), pageLocale()]);
  const words = apiDocsTexts[locale];
  const { tags, paths } = openApiIn(locale);
  return (
    <SidePage title={text.page.title(words.title)} canSignOut={config().access.kind === "passcodes"}>
      <h1 className="pt-6 pb-2 text-xl font-semibold">{words.title}</h1>
      <p className="max-w-160 text-muted">
        {words.lead}{" "}
        <a href={documentPath} target="_blank" rel="noreferrer" className="text-accent underline">
          {documentPath}
        </a>
      </p>
      <p className="mt-1 max-w-160 text-muted">
        {words.tokenLead}{" "}
        <NavLink href="/tokens" className="whitespace-nowrap text-accent underline">
          {words.makeToken}
        </NavLink>
      </p>
      {tags.map(({ name, description }) => (
        <ApiGroup key={name} title={description} tag={name} paths={paths} text={words} />
      ))}
    </SidePage>
  );
}
