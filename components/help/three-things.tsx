"use client";
import { useText } from "../text.tsx";

/** What surprises people, said before it does. */
export function ThreeThings({ className }: { className: string }) {
  const text = useText();
  return (
    <ul className={className}>
      {text.help.things.map(({ title, body }) => (
        <li key={title}>
          <strong className="block font-semibold">{title}</strong>
          <span className="text-muted">{body}</span>
        </li>
      ))}
    </ul>
  );
}
