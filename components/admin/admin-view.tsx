"use client";
import { AuditSection } from "./audit-section.tsx";
import { CapsSection } from "./caps-section.tsx";
import { CountsSection } from "./counts-section.tsx";
import { DispatchSection } from "./dispatch-section.tsx";
import { PeopleSection } from "./people-section.tsx";
import { useAdminText } from "./use-admin.ts";

export function AdminView({ isOpen }: { isOpen: boolean }) {
  const text = useAdminText();
  return (
    <>
      <h1 className="py-6 text-xl font-semibold">{text.title}</h1>
      <PeopleSection isOpen={isOpen} />
      <CapsSection />
      <DispatchSection />
      <CountsSection />
      <AuditSection />
    </>
  );
}
