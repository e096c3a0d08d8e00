"use client";
import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";

interface NavLinkProps extends ComponentProps<"a"> {
  href: string;
}

/**
 * A link that keeps the page's script and state. Not next/link: that brings 5 KB of prefetching to the first load, and
 * two hundred tiles must not ask for two hundred pages ahead.
 */
export function NavLink({ href, children, ...rest }: NavLinkProps) {
  const router = useRouter();
  function go(event: MouseEvent) {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.push(href);
  }
  return (
    <a href={href} onClick={go} {...rest}>
      {children}
    </a>
  );
}
