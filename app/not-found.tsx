import { buttonClass } from "#components/ui/button-class.ts";
import { pageText } from "#lib/server/page-text.ts";

/** By plain links: Next's own bring a script. */
const home = "/";

/**
 * What stands at an address that leads nowhere. Drawn by the server alone: Next sends this page along with every other,
 * and with it whatever script it needs.
 */
export default async function NotFound() {
  const text = await pageText();
  return (
    <div className="mx-auto max-w-300 px-4 md:px-6">
      <title>{text.page.title(text.notFound.title)}</title>
      <header className="flex min-h-14 items-center border-b border-line">
        <a href={home} className="touch flex items-center text-lg font-semibold">
          {text.name}
        </a>
      </header>
      <main className="flex flex-col items-start gap-3 py-16">
        <h1 className="text-xl font-semibold">{text.notFound.title}</h1>
        <p className="text-muted">{text.notFound.body}</p>
        <a href={home} className={buttonClass("outline")}>
          {text.page.back}
        </a>
      </main>
    </div>
  );
}
