/**
 * What a call to the relay can end in: data, never an exception. Written by the readers and the client, read by the
 * worker. The sentences in `message` are the relay's own, without its request id and without our key.
 */

/** The end of one paid `POST /v1/video/create`. Only `accepted` and `unknown` can have cost money. */
export type CreateOutcome =
  | { kind: "accepted"; relayId: string; relayStatus: string | null; state: RelayState; progress: number | null }
  /** This request is refused; another one may pass. */
  | { kind: "rejected"; code: string; message: string }
  /** The account or the configuration is at fault: every other job would end the same way. */
  | { kind: "account"; code: string; message: string }
  | { kind: "busy"; message: string; retryAfterMs: number | null }
  /** Proven: no byte of the request left this machine. Only the client can say this. */
  | { kind: "unreached"; message: string }
  /** Proven likewise: nothing was wrong with the relay, the call might not begin any more. */
  | { kind: "withheld" }
  /** Nobody knows whether it was created and charged. A `page` is HTML where JSON was due: the address may be wrong. */
  | { kind: "unknown"; reason: "page" | "malformed" | "server_error" | "timeout" | "connection"; message: string };

/** `unknown` means: the answer says nothing about the task, ask again. */
export type RelayState = "queued" | "running" | "succeeded" | "failed" | "unknown";

/** The end of one `GET /v1/video/query`. */
export interface QueryOutcome {
  state: RelayState;
  /** The relay's status word as it was said, for display; null when the answer held none. */
  relayStatus: string | null;
  /** The id in the answer, for the record only: its prefix may differ from the one we asked with. */
  relayId: string | null;
  videoUrl: string | null;
  /** A success word came without a link: `state` is then `running`, and the caller waits a while for the link. */
  isUrlMissing: boolean;
  thumbnailUrl: string | null;
  /** Whole percent, 0 to 100. Never a basis for the status: a failed task can say 100. */
  progress: number | null;
  /** The code and words of the failure or of the trouble. */
  errorCode: string | null;
  error: string | null;
  /** Why the answer says nothing about the task, when `state` is `unknown`; null for an unfamiliar or missing word. */
  trouble: "missing" | "busy" | "account" | "unreadable" | "unreachable" | null;
  retryAfterMs: number | null;
}

/** An HTTP answer, read to its end and decoded as UTF-8, as the pure readers take it. Header names in lower case. */
export interface RelayAnswer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}
