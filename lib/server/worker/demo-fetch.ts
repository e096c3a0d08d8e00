/** In demo mode the clips come from the relay of our own, in this process: nothing is fetched over a network. */
import type { SaveRequest } from "../media/download.ts";
import { demoRelay } from "../relay/demo.ts";

export const demoFetch: SaveRequest["fetchFile"] = async (url, signal) => {
  const response = await demoRelay(new Request(url, { signal }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: response.body ?? emptyBody(),
    url,
  };
};

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
