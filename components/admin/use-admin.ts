"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { use } from "react";
import { type AdminText, loadAdminText } from "#lib/admin-text.ts";
import { useLanguage } from "../text.tsx";

export function useAdminText(): AdminText {
  return use(loadAdminText(useLanguage().locale));
}

/** A change of an admin's, after which everything on the page is asked for anew: it stands in the audit log, too. */
export function useChange<Input, Output>(act: (input: Input) => Promise<Output>, onDone?: (output: Output) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (output) => onDone?.(output),
    onSettled: () =>
      Promise.all(["people", "caps", "counts", "audit"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}
