/**
 * A word in passing, for what just happened and needs no answer: `toast(text)`. What shows it is fetched with the first
 * one (components/toaster.tsx), so that those who say something need not care.
 */
export interface ToastOptions {
  /** One thing that can be done about it, such as undoing it. */
  action?: { label: string; onPress: () => void };
  /** Trouble stays until somebody closes it. */
  tone?: "plain" | "danger";
}

export interface ToastMessage extends ToastOptions {
  text: string;
}

type Listener = (message: ToastMessage) => void;

const waiting: ToastMessage[] = [];
let listener: Listener | null = null;

export function toast(text: string, options: ToastOptions = {}): void {
  const message = { ...options, text };
  if (listener === null) waiting.push(message);
  else listener(message);
}

/** Hands over what was said before anyone listened, too. There is one listener: the page's. */
export function listenToToasts(next: Listener): () => void {
  listener = next;
  for (const message of waiting.splice(0)) next(message);
  return () => {
    if (listener === next) listener = null;
  };
}
