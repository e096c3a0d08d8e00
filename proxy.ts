/**
 * The pages' door and their security headers. A nonce for each answer lets the page's own scripts run and nothing else;
 * API answers and share links have a door and headers of their own (lib/server/http.ts) and are not slowed by this.
 */
import { type NextRequest, NextResponse } from "next/server";
import { isOurHost } from "#lib/server/host.ts";

const readingMethods: readonly string[] = ["GET", "HEAD"];

export function proxy(request: NextRequest): NextResponse {
  if (!isOurHost(request.headers.get("host"))) return new NextResponse("Not the name of this server", { status: 403 });
  // No page has actions of Next's; one that is asked for all the same would be answered as an error of the server.
  if (!readingMethods.includes(request.method)) {
    return new NextResponse("Pages are only read", { status: 405, headers: { allow: readingMethods.join(", ") } });
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", "DENY");
  response.headers.set("permissions-policy", "camera=(), geolocation=(), microphone=()");
  return response;
}

/** Reference images are shown from where they lie, so pictures may come from anywhere; scripts, frames and forms may not. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https: http:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  // Without Next's usual exception for prefetches: any script can claim to be one.
  matcher: ["/((?!api/|v1/|s/|_next/static|_next/image|demo/|icon|favicon|manifest).*)"],
};
