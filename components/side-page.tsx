import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PersonMenu } from "./people/person-menu.tsx";
import { SiteHeader } from "./site-header.tsx";

interface SidePageProps {
  title: string;
  canSignOut: boolean;
  /** What the server has read for the page already. */
  known?: QueryClient;
  children: ReactNode;
}

/** A page beside the desk itself: one column of text, and the person's menu above it. */
export function SidePage({ title, canSignOut, known, children }: SidePageProps) {
  return (
    <div className="mx-auto max-w-240 px-4 pb-16 md:px-6">
      <title>{title}</title>
      <SiteHeader>
        <PersonMenu canSignOut={canSignOut} />
      </SiteHeader>
      <HydrationBoundary state={known && dehydrate(known)}>
        <main>{children}</main>
      </HydrationBoundary>
    </div>
  );
}
