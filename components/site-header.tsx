import { NavLink } from "./nav-link.tsx";
import { Clapperboard } from "lucide-react";
import type { ReactNode } from "react";
import type { Text } from "#lib/text.ts";

interface SiteHeaderProps {
  text: Text;
  isHome?: boolean;
  /** After the switches, at the outer end. */
  children?: ReactNode;
}

/** On the first page the name is the page's heading, elsewhere the way back to it. */
export function SiteHeader({ text, isHome = false, children }: SiteHeaderProps) {
  const name = (
    <>
      <Clapperboard size={20} aria-hidden className="text-accent" />
      {text.name}
    </>
  );
  const className = "flex items-center gap-2 text-lg font-semibold";
  return (
    <header className="flex min-h-14 items-center justify-between border-b border-line">
      {isHome ? (
        <h1 className={className}>{name}</h1>
      ) : (
        <NavLink href="/" className={`touch ${className}`}>
          {name}
        </NavLink>
      )}
      {isHome && (
        <a
          href="#jobs-title"
          className="sr-only focus:not-sr-only focus:rounded focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
        >
          {text.skipToJobs}
        </a>
      )}
      {children}
    </header>
  );
}
