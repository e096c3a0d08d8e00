"use client";
import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import type { Locale } from "#lib/locale.ts";
import type { Text } from "#lib/text.ts";
import { markedText } from "./marked-text.ts";

const { marking, load } = markedText<Text>();

export const loadDictionary = load;

export const dictionaryMarks: Record<Locale, ComponentType> = {
  en: dynamic(marking("en", async () => (await import("#lib/text/en.ts")).en)),
  zh: dynamic(marking("zh", async () => (await import("#lib/text/zh.ts")).zh)),
};
