"use client";
import { createContext, useContext, useState } from "react";
import type { ReactNode } from "react";
import { drawnForName } from "#lib/drawn-for.ts";
import { isOwn } from "#lib/own-job.ts";
import type { Visitor } from "#lib/person.ts";

/** Before anyone has signed in there is only the sign-in page, where nothing may be done. */
const VisitorContext = createContext<Visitor>({ person: null, role: "member" });

export function VisitorProvider({ visitor, children }: { visitor: Visitor | null; children: ReactNode }) {
  if (visitor === null) return children;
  return (
    <VisitorContext value={visitor}>
      {visitor.person !== null && <DrawnFor person={visitor.person} />}
      {children}
    </VisitorContext>
  );
}

/** The same as long as the page is open, also when a part of it is drawn anew: what stands in its form is that person's. */
function DrawnFor({ person }: { person: string }) {
  const [first] = useState(person);
  return <meta name={drawnForName} content={first} />;
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
