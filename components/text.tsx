"use client";
import { createContext, useContext } from "react";
import { en } from "#lib/text.ts";
import type { Text } from "#lib/text.ts";

const TextContext = createContext<Text>(en);

export function useText(): Text {
  return useContext(TextContext);
}
