/** The admin page's side of the HTTP interface. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { auditPageSchema } from "./audit.ts";
import { read, write } from "./api.ts";
import {
  capsReplySchema,
  type CapsChange,
  type CapsReply,
  countsReplySchema,
  type NewPasscode,
  newPasscodeSchema,
  peopleReplySchema,
  type Person,
  type PersonChange,
  personSchema,
  renewalReplySchema,
  type Role,
} from "./person.ts";

const refreshMs = 15_000;

export function peopleQuery() {
  return queryOptions({
    queryKey: ["people"] as const,
    queryFn: ({ signal }) => read(() => peopleReplySchema, "/api/people", signal),
    refetchInterval: refreshMs,
  });
}

export function capsQuery() {
  return queryOptions({
    queryKey: ["caps"] as const,
    queryFn: ({ signal }) => read(() => capsReplySchema, "/api/caps", signal),
    refetchInterval: refreshMs,
  });
}

export function countsQuery() {
  return queryOptions({
    queryKey: ["counts"] as const,
    queryFn: ({ signal }) => read(() => countsReplySchema, "/api/counts", signal),
    refetchInterval: refreshMs,
  });
}

export function auditQuery() {
  return infiniteQueryOptions({
    queryKey: ["audit"] as const,
    queryFn: ({ pageParam, signal }) =>
      read(() => auditPageSchema, pageParam === null ? "/api/audit" : `/api/audit?cursor=${pageParam}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function addPerson(name: string, role: Role): Promise<NewPasscode> {
  return write(() => newPasscodeSchema, "POST", "/api/people", { name, role });
}

export function changePerson(name: string, change: PersonChange): Promise<Person> {
  return write(() => personSchema, "PATCH", personPath(name), change);
}

export function removePerson(name: string): Promise<null> {
  return write(() => ({ parse: () => null }), "DELETE", personPath(name));
}

export function makePasscode(name: string): Promise<NewPasscode> {
  return write(() => newPasscodeSchema, "POST", `${personPath(name)}/passcode`);
}

export function renewPasscode(passcode: string): Promise<{ passcode: string }> {
  return write(() => renewalReplySchema, "POST", "/api/session/passcode", { passcode });
}

export function changeCaps(change: CapsChange): Promise<CapsReply> {
  return write(() => capsReplySchema, "PATCH", "/api/caps", change);
}

function personPath(name: string): string {
  return `/api/people/${encodeURIComponent(name)}`;
}
