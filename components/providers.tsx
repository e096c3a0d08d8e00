"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { ClockProvider } from "./clock.tsx";

export function Providers({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  const [client] = useState(createClient);
  return (
    <QueryClientProvider client={client}>
      <ClockProvider renderedAt={renderedAt}>{children}</ClockProvider>
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
