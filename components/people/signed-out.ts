"use client";
import { ApiProblem } from "#lib/api.ts";

/** A page that asks on after its session has ended shows nothing true any more. What is in the form is kept for later. */
export function leaveWhenSignedOut(error: Error): void {
  if (!(error instanceof ApiProblem) || error.code !== "not_signed_in") return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?${new URLSearchParams({ to: here })}`);
}
