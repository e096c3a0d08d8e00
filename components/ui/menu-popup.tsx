"use client";
import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { RefObject } from "react";
import type { MenuItem } from "./menu-button.tsx";

interface MenuPopupProps {
  isOpen: boolean;
  onClose: () => void;
  anchor: RefObject<HTMLElement | null>;
  items: readonly MenuItem[];
  align: "start" | "end";
}

/** The heavy half of MenuButton. */
export function MenuPopup({ isOpen, onClose, anchor, items, align }: MenuPopupProps) {
  const choices = items.filter(({ isChosen }) => isChosen !== undefined);
  const commands = items.filter(({ isChosen }) => isChosen === undefined);
  function change(open: boolean, { event }: Menu.Root.ChangeEventDetails) {
    // A press on the button is a press outside the menu too; the button closes it, and twice would open it again.
    const isOnButton = event.target instanceof Node && anchor.current?.contains(event.target) === true;
    if (!open && !isOnButton) onClose();
  }
  return (
    <Menu.Root open={isOpen} onOpenChange={change}>
      {/* In the landmark of its button, so that a listener who goes by landmarks finds it. */}
      <Menu.Portal container={anchor.current?.closest<HTMLElement>("[role=dialog], header, main")}>
        <Menu.Positioner anchor={anchor} align={align} sideOffset={4} className="z-50 outline-none">
          <Menu.Popup
            finalFocus={anchor}
            className="max-w-[calc(100vw-2rem)] min-w-40 rounded border border-line bg-surface p-1 text-sm text-ink raised outline-none"
          >
            {choices.length > 0 && (
              <Menu.RadioGroup value={choices.find(({ isChosen }) => isChosen)?.label}>
                {choices.map(({ label, icon, isChosen, onSelect }) => (
                  <Menu.RadioItem key={label} value={label} closeOnClick onClick={onSelect} className={itemClass}>
                    {icon}
                    <span className="flex-1">{label}</span>
                    <Check size={16} aria-hidden className={isChosen ? "" : "invisible"} />
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            )}
            {commands.map(({ label, icon, isDangerous, isDisabled, onSelect }) => (
              <Menu.Item
                key={label}
                disabled={isDisabled}
                onClick={onSelect}
                className={`${itemClass} ${isDangerous ? "text-danger" : ""}`}
              >
                {icon}
                {label}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

const itemClass =
  "touch flex cursor-default items-center gap-2 rounded px-2 outline-none select-none " +
  "data-disabled:opacity-50 data-highlighted:bg-mat";
