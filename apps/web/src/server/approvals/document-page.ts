import type { Approval } from "@flit/core/approval";
import { viewApproval } from "./view-approval.ts";

// Attributes, not a style sheet: the pages' security policy lets no style tag through.
export const mono = "font-family:ui-monospace,Menlo,monospace;font-size:11px;overflow-wrap:anywhere";
export const cell = "padding:4px 8px 4px 0;border-bottom:1px solid #d9dde3;vertical-align:top;text-align:left";

/** A document as one page without scripts, to be printed or kept as PDF. */
export function documentPage(title: string, content: string): Response {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)}</title></head>
<body style="margin:24px auto;max-width:1000px;padding:0 16px;background:#fff;color:#1a1f27;font:13px/18px ui-sans-serif,system-ui,'Segoe UI',sans-serif">
<main>
${content}
</main></body></html>
`;
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}

/** Everybody who signed, voided signatures with the reason. */
export function signatures(approvals: readonly Approval[], nobody: string): string {
  return approvals.length === 0 ? `<p>${text(nobody)}</p>` : approvals.map(signature).join("\n");
}

function signature(approval: Approval): string {
  const { statement, typedName, role, at, digest, voided } = viewApproval(approval);
  return `<div style="margin:0 0 8px;padding:8px 12px;border:1px solid #858e9b;border-radius:6px;break-inside:avoid">
<p style="margin:0">${text(statement)}</p>
<p style="margin:4px 0 0">Signed “${text(typedName)}”, ${text(role)}, ${when(at)}. Digest <span style="${mono}">${text(digest)}</span></p>
${voided === null ? "" : `<p style="margin:4px 0 0;font-weight:600">Void since ${when(voided.at)}: ${text(voided.why)}</p>`}
</div>`;
}

/** An instant as it is read anywhere: a printed page has no zone of its own. */
export function when(at: string): string {
  return new Intl.DateTimeFormat("en-AU", { dateStyle: "medium", timeStyle: "long", timeZone: "UTC" }).format(
    new Date(at),
  );
}

/** Text inside HTML. */
export function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
