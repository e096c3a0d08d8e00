"use client";
import { ArrowUp } from "lucide-react";
import { useText } from "../text.tsx";
import { Button } from "../ui/button.tsx";

/** New jobs wait above, out of the way of who reads further down. Takes no room of its own. */
export function NewAbove({ count, onShow }: { count: number; onShow: () => void }) {
  const text = useText();
  return (
    <div className="sticky top-3 z-20 -mb-4 flex h-0 justify-center">
      <p role="status" className="sr-only">
        {count === 0 ? null : text.jobs.aboveSpoken(count)}
      </p>
      {count > 0 && (
        <Button
          tone="accent"
          className="h-8 rounded-full! raised pointer-coarse:h-11"
          icon={<ArrowUp size={16} aria-hidden />}
          onClick={onShow}
        >
          {text.jobs.above(count)}
        </Button>
      )}
    </div>
  );
}
