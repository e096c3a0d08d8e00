"use client";
import { Activity, KeyRound, LogOut, ShieldCheck, UserRound } from "lucide-react";
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
  const toAccount: MenuItem = {
    label: text.people.account.title,
    icon: <UserRound size={16} aria-hidden />,
    onSelect: () => router.push("/account"),
  };
  const toAdmin: MenuItem = {
    label: text.people.admin,
    icon: <ShieldCheck size={16} aria-hidden />,
    onSelect: () => router.push("/admin"),
  };
  const toTokens: MenuItem = {
    label: text.people.tokens,
    icon: <KeyRound size={16} aria-hidden />,
    onSelect: () => router.push("/tokens"),
  };
  const toStatus: MenuItem = {
    label: text.people.status,
    icon: <Activity size={16} aria-hidden />,
    onSelect: () => router.push("/status"),
  };
  const toLeave: MenuItem = {
    label: text.people.signOut,
    icon: <LogOut size={16} aria-hidden />,
    onSelect: () => submitForm(formId),
  };
  const items = [
    ...(person === null ? [] : [toAccount]),
    ...(role === "admin" ? [toAdmin, toStatus] : []),
    toTokens,
    ...(canSignOut ? [toLeave] : []),
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
