"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Locale } from "#lib/locale.ts";
import { ChoicesProvider } from "./choices.tsx";
import type { FirstChoices } from "./choices.tsx";
import { ClockProvider } from "./clock.tsx";
import { TextProvider } from "./text.tsx";
import { Toaster } from "./toaster.tsx";

interface ProvidersProps {
  renderedAt: number;
  locale: Locale;
  choices: FirstChoices;
  children: ReactNode;
}

export function Providers({ renderedAt, locale, choices, children }: ProvidersProps) {
  const [client] = useState(createClient);
  return (
    <QueryClientProvider client={client}>
      <ChoicesProvider first={choices}>
        <TextProvider locale={locale}>
          <ClockProvider renderedAt={renderedAt}>{children}</ClockProvider>
          <Toaster />
        </TextProvider>
      </ChoicesProvider>
    </QueryClientProvider>
  );
}

function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The server may be this very machine, so being without a network says nothing; the next poll is the retry.
      queries: { networkMode: "always", retry: false, staleTime: 2_000 },
      // A write that costs money is repeated by a person and by nobody else.
      mutations: { networkMode: "always", retry: false },
    },
  });
}
