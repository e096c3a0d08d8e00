/**
 * A plain reverse proxy, as an operator would put one before several instances: each request goes to the next of them,
 * once. An instance that is gone is answered for with 502, and gets nothing more once it refuses a connection.
 */
import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer, request } from "node:http";
import { pipeline } from "node:stream";

export interface Proxy {
  url: string;
  close: () => void;
}

/** @param upstreams addresses in turn; may be filled later, and loses those that refuse */
export async function startProxy(port: number, upstreams: string[]): Promise<Proxy> {
  let turn = 0;
  const server = createServer((message, response) => {
    const upstream = upstreams[(turn += 1) % upstreams.length];
    if (upstream === undefined) response.writeHead(502).end();
    else pass(message, response, upstream);
  });

  function pass(message: IncomingMessage, response: ServerResponse, upstream: string): void {
    const { method, url = "/", headers, socket } = message;
    const forwarded = { "x-forwarded-for": socket.remoteAddress ?? "unknown", "x-forwarded-proto": "http" };
    const options = { method, headers: { ...headers, ...forwarded }, agent: false };
    const sent = request(upstream + url, options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, response, () => undefined); // an answer that is cut off is cut off for the client too
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" && upstreams.includes(upstream)) {
        upstreams.splice(upstreams.indexOf(upstream), 1);
      }
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
    message.pipe(sent);
  }

  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
