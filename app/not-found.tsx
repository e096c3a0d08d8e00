import { NavLink } from "#components/nav-link.tsx";
import { SiteHeader } from "#components/site-header.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { pageText } from "#lib/server/page-text.ts";

export default async function NotFound() {
  const text = await pageText();
  return (
    <div className="mx-auto max-w-300 px-4 md:px-6">
      <title>{text.page.title(text.notFound.title)}</title>
      <SiteHeader text={text} />
      <main className="flex flex-col items-start gap-3 py-16">
        <h1 className="text-xl font-semibold">{text.notFound.title}</h1>
        <p className="text-muted">{text.notFound.body}</p>
        <NavLink href="/" className={buttonClass("outline")}>
          {text.page.back}
        </NavLink>
      </main>
    </div>
  );
}
