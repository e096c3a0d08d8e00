"use client";
import { createContext, useContext } from "react";
import { textFor } from "#lib/text.ts";
import type { Text } from "#lib/text.ts";

const TextContext = createContext<Text>(textFor("en"));

export function useText(): Text {
  return useContext(TextContext);
}
