/** Who looks at the page that is being drawn. For server components only: it reads the request that Next is answering. */
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Visitor } from "#lib/person.ts";
import { visitorOf } from "./visitor.ts";

/** Null for whoever has not signed in. Asked once a page, however many parts of it ask. */
export const pageVisitor = cache(async (): Promise<Visitor | null> => visitorOf(await headers()));

/** Every page that shows anything begins with this. @param path of the page, to come back to after signing in */
export async function signedIn(path: string): Promise<Visitor> {
  const visitor = await pageVisitor();
  if (visitor !== null) return visitor;
  redirect(path === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ to: path })}`);
}

/** For members the page is not there. */
export async function signedInAdmin(path: string): Promise<Visitor> {
  const visitor = await signedIn(path);
  if (visitor.role !== "admin") notFound();
  return visitor;
}
