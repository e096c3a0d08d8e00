"use client";
import { Clapperboard } from "lucide-react";
import type { ReactNode } from "react";
import { HelpButton } from "./header/help-button.tsx";
import { LanguageButton } from "./header/language-button.tsx";
import { ThemeMenu } from "./header/theme-menu.tsx";
import { NavLink } from "./nav-link.tsx";
import { useText } from "./text.tsx";

interface SiteHeaderProps {
  isHome?: boolean;
  /** After the switches, at the outer end. */
  children?: ReactNode;
}

/** On the first page the name is the page's heading, elsewhere the way back to it. */
export function SiteHeader({ isHome = false, children }: SiteHeaderProps) {
  const text = useText();
  const name = (
    <>
      <Clapperboard size={20} aria-hidden className="text-accent max-[359px]:hidden" />
      {text.name}
    </>
  );
  const className = "flex items-center gap-2 text-lg font-semibold";
  return (
    <header className="flex min-h-14 flex-wrap items-center justify-end border-b border-line">
      {isHome && (
        <a
          href="#jobs-title"
          className="absolute top-2 left-4 z-10 rounded bg-accent px-3 py-2 text-on-accent not-focus:sr-only"
        >
          {text.skipToJobs}
        </a>
      )}
      <div className="mr-auto flex items-center">
        {isHome ? (
          <h1 className={className}>{name}</h1>
        ) : (
          <NavLink href="/" className={`touch ${className}`}>
            {name}
          </NavLink>
        )}
      </div>
      <LanguageButton />
      <ThemeMenu />
      <HelpButton />
      {children}
    </header>
  );
}
