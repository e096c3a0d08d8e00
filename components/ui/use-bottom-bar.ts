"use client";
import { useEffect } from "react";
import type { RefObject } from "react";

const gapPx = 8;
/** As high as two lines of a toast, and the rim below it. */
const shelfPx = 120;

/** For a bar that may stick to the bottom edge: toasts then stand above it, as long as it is there. */
export function useBottomBar(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { style } = document.documentElement;
    const place = () => {
      const box = bar.current?.getBoundingClientRect();
      const isInTheWay = box !== undefined && box.top < innerHeight && box.bottom > innerHeight - shelfPx;
      if (isInTheWay) style.setProperty("--toasts-above", `${innerHeight - box.top + gapPx}px`);
      else style.removeProperty("--toasts-above");
    };
    // The page's height moves the bar as scrolling does, and the bar's own changes with what is selected.
    const sizes = new ResizeObserver(place);
    sizes.observe(document.body);
    if (bar.current !== null) sizes.observe(bar.current);
    window.addEventListener("scroll", place, { passive: true });
    window.addEventListener("resize", place);
    return () => {
      sizes.disconnect();
      window.removeEventListener("scroll", place);
      window.removeEventListener("resize", place);
      style.removeProperty("--toasts-above");
    };
  }, [bar]);
}
