import { createHash, randomBytes } from "node:crypto";
import { reportStyle } from "@flit/engine/report/report-style";
import { type NextRequest, NextResponse } from "next/server";

/** Reports are pages to be saved: their one style sheet is part of them, and let through by its very text. */
const reportSheet = `'sha256-${createHash("sha256").update(reportStyle).digest("base64")}'`;

/** Gives every page a content security policy with a nonce of its own, and keeps answers out of caches. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' ${reportSheet}`,
    // Positions of rows in long lists are style attributes set by scripts; no style sheet or tag can be injected.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self' https://login.microsoftonline.com",
    "frame-ancestors 'none'",
    "report-uri /api/csp-report",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("permissions-policy", "camera=(), geolocation=(), microphone=()");
  if (request.nextUrl.protocol === "https:")
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg).*)"] };
