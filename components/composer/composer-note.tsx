import { useText } from "../text.tsx";

export interface Note {
  kind: "checking" | "sent" | "invalid" | "refused" | "unanswered";
  text: string;
}

/** What became of the last press. Good news waits for a pause in the listening, bad news does not. */
export function ComposerNote({ note }: { note: Note | null }) {
  const text = useText();
  const isGood = note === null || note.kind === "sent" || note.kind === "checking";
  return (
    <div className="mt-2 min-h-9 text-center text-sm">
      <p role="status" className="text-muted">
        {note === null ? text.composer.shortcut : isGood ? note.text : null}
      </p>
      <p role="alert" className={note?.kind === "unanswered" ? "text-warn" : "text-danger"}>
        {isGood ? null : note?.text}
      </p>
    </div>
  );
}
