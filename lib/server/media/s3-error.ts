/**
 * What a bucket's refusals and silences mean, in words for people. Uses S3's codes only: its own messages may repeat key
 * ids, addresses and what was signed.
 */
import type { IncomingHttpHeaders } from "node:http";
import { StorageError } from "./storage-error.ts";
import { textIn } from "./s3-xml.ts";

/** An answer that is not the one that was asked for. */
export class BucketRefusal extends StorageError {
  readonly status: number;
  readonly code: string | null;

  constructor(status: number, code: string | null, kind: StorageError["kind"], message: string) {
    super(kind, message);
    this.status = status;
    this.code = code;
  }
}

/** `xml` is the answer's body, which HEAD does not have. */
export function refusalOf(status: number, headers: IncomingHttpHeaders, xml: string): BucketRefusal {
  const given = textIn(xml, "Code");
  const code = given !== null && /^[A-Za-z0-9.]{1,64}$/.test(given) ? given : null;
  const detail = code ?? `HTTP ${status}`;
  const refusal = (kind: StorageError["kind"], message: string) => new BucketRefusal(status, code, kind, message);
  switch (code) {
    case "InvalidAccessKeyId":
    case "SignatureDoesNotMatch":
    case "InvalidToken":
      return refusal("unwritable", `The media bucket does not accept the AWS keys that are set (${detail}).`);
    case "ExpiredToken":
    case "TokenRefreshRequired":
      return refusal("unwritable", `The AWS keys for the media bucket have run out (${detail}).`);
    case "RequestTimeTooSkewed":
    case "RequestExpired":
      return refusal("unwritable", `The media bucket refused because this machine's clock is wrong (${detail}).`);
    case "NoSuchBucket":
      return refusal("unwritable", `The media bucket does not exist (${detail}).`);
    case "PermanentRedirect":
    case "AuthorizationHeaderMalformed":
    case "IllegalLocationConstraintException":
      return refusal("unwritable", otherRegion(headers, xml, detail));
    case "QuotaExceeded":
    case "XMinioStorageFull":
    case "EntityTooLarge":
      return refusal("full", `No room is left for this file in the media bucket (${detail}).`);
    default:
      break;
  }
  if (status >= 300 && status < 400) return refusal("unwritable", otherRegion(headers, xml, detail));
  if (status === 401 || status === 403)
    return refusal("unwritable", `The media bucket does not allow this with the AWS keys that are set (${detail}).`);
  if (status === 507) return refusal("full", `No room is left for this file in the media bucket (${detail}).`);
  return refusal("io", `The media bucket answered with ${detail}.`);
}

/** No answer, or one that broke off. */
export function silenceOf(error: unknown): StorageError {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
  const reason = code ?? (error instanceof Error && error.name !== "Error" ? error.name : "the connection was lost");
  return new StorageError("io", `The media bucket cannot be reached (${reason}).`, error);
}

function otherRegion(headers: IncomingHttpHeaders, xml: string, detail: string): string {
  const region = headers["x-amz-bucket-region"]?.toString() ?? textIn(xml, "Region") ?? "";
  const hint = /^[a-z0-9-]{1,40}$/.test(region) ? `set AWS_REGION to ${region}` : "see AWS_REGION and S3_ENDPOINT";
  return `The media bucket is in another region or at another address: ${hint} (${detail}).`;
}
