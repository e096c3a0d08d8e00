"use client";
import { useText } from "../text.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ShortcutList } from "./shortcut-list.tsx";
import { ThreeThings } from "./three-things.tsx";

export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const text = useText();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={text.help.title} closeName={text.actions.close}>
      <h3 className="mb-2 font-semibold">{text.help.thingsTitle}</h3>
      <ThreeThings className="grid gap-3 text-sm" />
      <h3 className="mt-6 mb-2 font-semibold">{text.help.keysTitle}</h3>
      <ShortcutList />
    </Dialog>
  );
}
