"use client";
import { useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { Button } from "./button.tsx";
import type { ButtonProps } from "./button.tsx";
import { Late } from "./late.tsx";

export interface MenuItem {
  label: string;
  onSelect: () => void;
  icon?: ReactNode;
  /** Given for one of several that exclude each other. */
  isChosen?: boolean;
  isDangerous?: boolean;
  isDisabled?: boolean;
}

const load = async () => (await import("./menu-popup.tsx")).MenuPopup;

interface MenuButtonProps extends Omit<ButtonProps, "onSelect"> {
  items: readonly MenuItem[];
  /** On what edge of the button the menu stands. */
  align?: "start" | "end";
}

/** A button that opens a menu. The menu itself is fetched when somebody reaches for the button. */
export function MenuButton({ items, align = "start", ...rest }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isWanted, setWanted] = useState(false);

  function open() {
    setWanted(true);
    setOpen(true);
  }

  function giveUp() {
    setWanted(false);
    setOpen(false);
  }

  function openByArrow(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open();
  }

  return (
    <>
      <Button
        tone="quiet"
        {...rest}
        ref={button}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPointerEnter={() => setWanted(true)}
        onFocus={() => setWanted(true)}
        onKeyDown={openByArrow}
        onClick={() => (isOpen ? setOpen(false) : open())}
      />
      {isWanted && (
        <Late
          load={load}
          onFailure={giveUp}
          props={{ isOpen, onClose: () => setOpen(false), anchor: button, items, align }}
        />
      )}
    </>
  );
}
