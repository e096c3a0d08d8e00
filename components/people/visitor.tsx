"use client";
import { createContext, useContext } from "react";
import type { ReactNode } from "react";
import { isOwn } from "#lib/own-job.ts";
import type { Visitor } from "#lib/person.ts";

/** Before anyone has signed in there is only the sign-in page, where nothing may be done. */
const VisitorContext = createContext<Visitor>({ person: null, role: "member" });

export function VisitorProvider({ visitor, children }: { visitor: Visitor | null; children: ReactNode }) {
  return visitor === null ? children : <VisitorContext value={visitor}>{children}</VisitorContext>;
}

/** Whoever looks at the page. Hides what the server would refuse; what counts is the server's word. */
export function useVisitor(): Visitor {
  return useContext(VisitorContext);
}

/** Whether this person may decide about a job: its maker and the admins. */
export function useMayDecide(): (job: { created_by: string | null }) => boolean {
  const visitor = useVisitor();
  return (job) => isOwn(job.created_by, visitor);
}
