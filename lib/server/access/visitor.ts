/** Who sends a request, as the access mode of the settings tells it. Knows no route. */
import { nameSchema, type Visitor } from "#lib/person.ts";
import type { Access } from "../access-settings.ts";
import { isSameSecret } from "../bearer.ts";
import { config } from "../config.ts";
import { store } from "../database/store.ts";
import { log } from "../log.ts";
import { admitPerson } from "../people/people.ts";
import { sessionIn } from "./cookie.ts";
import { isFromPeer } from "./peer.ts";
import { findSession } from "./sessions.ts";
import { nameInToken } from "./token.ts";

/** Where nobody signs in, the server is reached from its own machine only, by whoever runs it. */
const operator: Visitor = { person: null, role: "admin" };
const secretHeader = "x-clipdesk-secret";

/**
 * @returns null when the request does not say who sends it, or nothing that holds
 * @throws {Problem} `access_unavailable`
 */
export async function visitorOf(headers: Headers): Promise<Visitor | null> {
  const { access } = config();
  switch (access.kind) {
    case "none":
      return operator;
    case "passcodes": {
      const id = sessionIn(headers, access);
      return id === null ? null : findSession(await store(), id, access);
    }
    case "token":
      return vouchedFor(await nameInToken(headers, access));
    case "header":
      return vouchedFor(nameInHeader(headers, access));
  }
}

/** A plain header is worth what stands in front of it: only the proxy's own address, with the secret that it shares. */
function nameInHeader(headers: Headers, access: Access & { kind: "header" }): string | null {
  const secret = headers.get(secretHeader) ?? "";
  if (!isFromPeer(headers, access.peers) || !isSameSecret(secret, access.secret())) return null;
  return headers.get(access.header);
}

async function vouchedFor(given: string | null): Promise<Visitor | null> {
  if (given === null) return null;
  const name = nameSchema().safeParse(given);
  if (!name.success) {
    log.warn("The proxy vouches for a name that cannot be one here", { length: given.length });
    return null;
  }
  const person = await admitPerson(await store(), name.data);
  return person.revoked_at === null ? { person: person.name, role: person.role } : null;
}
