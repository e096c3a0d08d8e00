"use client";
import { useState } from "react";
import { areShortcutsOn, shortcutNames, shortcuts, turnShortcuts } from "#lib/shortcuts.ts";
import { deskStorage } from "../storage.ts";
import { useText } from "../text.tsx";

/** The desk's keys and the switch for them. */
export function ShortcutList() {
  const text = useText();
  const [isOn, setOn] = useState(() => areShortcutsOn(deskStorage()));

  function turn(next: boolean) {
    turnShortcuts(deskStorage(), next);
    setOn(next);
  }

  return (
    <>
      <dl
        className={`grid grid-cols-[max-content_1fr] items-baseline gap-x-4 gap-y-2 text-sm ${isOn ? "" : "opacity-60"}`}
      >
        {shortcutNames.map((name) => (
          <div key={name} className="contents">
            <dt className="flex flex-wrap gap-1">
              {shortcuts[name].map((key) => (
                <Key key={key} name={keyName(key)} />
              ))}
            </dt>
            <dd>{text.help.keys[name]}</dd>
          </div>
        ))}
        <div className="contents">
          <dt className="flex gap-1">
            <Key name="Ctrl" />
            <Key name="Enter" />
          </dt>
          <dd>{text.help.submit}</dd>
        </div>
      </dl>
      <label className="touch mt-4 flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => turn(event.target.checked)}
          className="size-4 accent-accent"
        />
        {text.help.keysOn}
      </label>
      <p className="text-sm text-muted">{text.help.keysWhen}</p>
    </>
  );

  function keyName(key: string): string {
    return Object.entries(text.help.keyNames).find(([known]) => known === key)?.[1] ?? key;
  }
}

function Key({ name }: { name: string }) {
  return <kbd className="rounded border border-line bg-mat px-1.5 font-mono text-xs">{name}</kbd>;
}
