"use client";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Locale } from "#lib/locale.ts";
import type { Visitor } from "#lib/person.ts";
import { ChoicesProvider } from "./choices.tsx";
import type { FirstChoices } from "./choices.tsx";
import { ClockProvider } from "./clock.tsx";
import { leaveWhenSignedOut } from "./people/signed-out.ts";
import { VisitorProvider } from "./people/visitor.tsx";
import { TextProvider } from "./text.tsx";
import { Toaster } from "./toaster.tsx";

interface ProvidersProps {
  renderedAt: number;
  locale: Locale;
  choices: FirstChoices;
  visitor: Visitor | null;
  children: ReactNode;
}

export function Providers({ renderedAt, locale, choices, visitor, children }: ProvidersProps) {
  const [client] = useState(createClient);
  return (
    <QueryClientProvider client={client}>
      <ChoicesProvider first={choices}>
        <TextProvider locale={locale}>
          <ClockProvider renderedAt={renderedAt}>
            <VisitorProvider visitor={visitor}>{children}</VisitorProvider>
          </ClockProvider>
          <Toaster />
        </TextProvider>
      </ChoicesProvider>
    </QueryClientProvider>
  );
}

function createClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      // The server may be this very machine, so being without a network says nothing; the next poll is the retry.
      queries: { networkMode: "always", retry: false, staleTime: 2_000 },
      // A write that costs money is repeated by a person and by nobody else.
      mutations: { networkMode: "always", retry: false },
    },
  });
}
