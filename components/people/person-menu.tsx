"use client";
import { Activity, KeyRound, LogOut, ShieldCheck, UserRound } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId } from "react";
import { useText } from "../text.tsx";
import { MenuButton } from "../ui/menu-button.tsx";
import type { MenuItem } from "../ui/menu-button.tsx";
import { useVisitor } from "./visitor.tsx";

/** Who is signed in, and what they can do besides making videos. */
export function PersonMenu({ canSignOut }: { canSignOut: boolean }) {
  const text = useText();
  const router = useRouter();
  const { person, role } = useVisitor();
  const formId = useId();
  const link = (label: string, path: string, Icon: LucideIcon): MenuItem => ({
    label,
    icon: <Icon size={16} aria-hidden />,
    onSelect: () => router.push(path),
  });
  const items = [
    ...(person === null ? [] : [link(text.people.account.title, "/account", UserRound)]),
    ...(role === "admin"
      ? [link(text.people.admin, "/admin", ShieldCheck), link(text.people.status, "/status", Activity)]
      : []),
    link(text.people.tokens, "/tokens", KeyRound),
    ...(canSignOut
      ? [{ label: text.people.signOut, icon: <LogOut size={16} aria-hidden />, onSelect: () => submitForm(formId) }]
      : []),
  ];
  return (
    <>
      <MenuButton
        align="end"
        aria-label={person === null ? text.people.nobody : text.people.menu(person)}
        icon={<UserRound size={18} aria-hidden />}
        items={items}
      >
        {person !== null && <span className="hidden max-w-40 truncate sm:inline">{person}</span>}
      </MenuButton>
      {canSignOut && <form id={formId} method="post" action="/api/sign-out" hidden />}
    </>
  );
}

function submitForm(id: string): void {
  const form = document.getElementById(id);
  if (form instanceof HTMLFormElement) form.submit();
}
