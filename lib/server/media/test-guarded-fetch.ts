/** For tests of the guarded fetch: name servers that say what a test wants, and servers that answer or must not be reached. */
import type { LookupAddress } from "node:dns";
import type { RequestListener } from "node:http";
import type { TestContext } from "node:test";
import { serve } from "./testing.ts";

/** Answers every name with these addresses, and counts. */
export function resolver(...addresses: string[]) {
  const asked: string[] = [];
  const resolve = async (host: string): Promise<LookupAddress[]> => {
    asked.push(host);
    return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return { asked, resolve };
}

/** A server that no request may reach. */
export async function forbidden(t: TestContext) {
  let requests = 0;
  const server = await serve(t, (_request, response) => {
    requests += 1;
    response.end("secret");
  });
  return { ...server, requests: () => requests };
}

export function answering(body: string): RequestListener {
  return (_request, response) => response.end(body);
}
