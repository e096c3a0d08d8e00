"use client";
import { NavLink } from "./nav-link.tsx";
import { useText } from "./text.tsx";
import { buttonClass } from "./ui/button.tsx";

/** What stands at an address that leads nowhere. */
export function Lost() {
  const text = useText();
  return (
    <main className="flex flex-col items-start gap-3 py-16">
      <title>{text.page.title(text.notFound.title)}</title>
      <h1 className="text-xl font-semibold">{text.notFound.title}</h1>
      <p className="text-muted">{text.notFound.body}</p>
      <NavLink href="/" className={buttonClass("outline")}>
        {text.page.back}
      </NavLink>
    </main>
  );
}
