import type { PlanGroup, PlanItemView, PlanVerdict } from "../../features/plan/endpoints.ts";
import { type ExportedPlan, viewApproval } from "./read-plan.ts";

const signs: Readonly<Record<PlanVerdict, string>> = { create: "+", change: "~", reuse: "=", blocked: "!" };
const words: Readonly<Record<PlanVerdict, string>> = {
  create: "to create",
  change: "to change",
  reuse: "there already",
  blocked: "blocked",
};
// Attributes, not a style sheet: the pages' security policy lets no style tag through.
const mono = "font-family:ui-monospace,Menlo,monospace;font-size:11px;overflow-wrap:anywhere";
const cell = "padding:4px 8px 4px 0;border-bottom:1px solid #d9dde3;vertical-align:top;text-align:left";

/** The plan as one page without scripts, to be printed or kept as PDF: parts, digest, signatures. */
export function planPage(facts: ExportedPlan): Response {
  const { migration, environment, view, saved, approvals } = facts;
  const counts = (["create", "change", "reuse", "blocked"] as const)
    .map((verdict) => `${signs[verdict]} ${view.counts[verdict]} ${words[verdict]}`)
    .join(" · ");
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Schema plan ${saved.digest.slice(0, 12)}</title></head>
<body style="margin:24px auto;max-width:1000px;padding:0 16px;background:#fff;color:#1a1f27;font:13px/18px ui-sans-serif,system-ui,'Segoe UI',sans-serif">
<main>
<h1 style="font-size:22px;line-height:28px;margin:0 0 8px">Schema plan: ${text(migration.name)}</h1>
<p style="margin:0">Environment ${text(environment)} · made ${when(saved.madeAt)} · ${text(counts)}</p>
<p style="margin:4px 0 0">Digest of the plan <span style="${mono}">${saved.digest}</span></p>
<p style="margin:4px 0 0">Digest of the map <span style="${mono}">${saved.mapDigest}</span></p>
${view.isStale ? `<p style="margin:8px 0 0;font-weight:600">The map was changed after this plan was made.</p>` : ""}
<h2 style="font-size:16px;margin:24px 0 8px">Signatures</h2>
${approvals.length === 0 ? "<p>Nobody has approved a plan of this migration yet.</p>" : approvals.map(signature).join("\n")}
${view.groups.map(group).join("\n")}
</main></body></html>
`;
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}

function signature(approval: ExportedPlan["approvals"][number]): string {
  const { statement, typedName, role, at, digest, voided } = viewApproval(approval);
  return `<div style="margin:0 0 8px;padding:8px 12px;border:1px solid #858e9b;border-radius:6px;break-inside:avoid">
<p style="margin:0">${text(statement)}</p>
<p style="margin:4px 0 0">Signed “${text(typedName)}”, ${text(role)}, ${when(at)}. Digest <span style="${mono}">${text(digest)}</span></p>
${voided === null ? "" : `<p style="margin:4px 0 0;font-weight:600">Void since ${when(voided.at)}: ${text(voided.why)}</p>`}
</div>`;
}

function group({ title, table, isNew, items }: PlanGroup): string {
  const name = table === null ? "" : ` <span style="${mono};font-weight:400">${text(table)}</span>`;
  const heads = ["", "Name", "Type", "Why"].map((head) => `<th scope="col" style="${cell};color:#4a5362">${head}</th>`);
  return `<section style="margin:24px 0 0">
<h2 style="font-size:16px;margin:0 0 4px;break-after:avoid">${text(title)}${name}${isNew ? " · new table" : ""}</h2>
<table style="width:100%;border-collapse:collapse;table-layout:fixed"><colgroup><col style="width:4%"><col style="width:34%"><col style="width:28%"><col style="width:34%"></colgroup>
<thead><tr>${heads.join("")}</tr></thead>
<tbody>${items.map(row).join("\n")}</tbody></table></section>`;
}

function row(item: PlanItemView): string {
  const { verdict, displayName, designName, schemaName, logicalName, type, why, usedBy, reason, isMade } = item;
  const technical = [designName, schemaName, logicalName].filter((name) => name !== null).map(text);
  const rules = usedBy.map(({ object, rule }) => `${text(object)}: ${text(rule)}`).join("<br>");
  return `<tr style="break-inside:avoid">
<td style="${cell}"><span title="${words[verdict]}">${signs[verdict]}</span></td>
<td style="${cell}">${text(displayName)}${isMade ? " ✓ made" : ""}<br><span style="${mono}">${technical.join(" → ")}</span></td>
<td style="${cell}">${text(type)}${reason === null ? "" : `<br><b>${text(reason)}</b>`}</td>
<td style="${cell}">${usedBy.length > 0 ? rules : text(why)}</td></tr>`;
}

/** An instant as it is read anywhere: a printed page has no zone of its own. */
function when(at: string): string {
  return new Intl.DateTimeFormat("en-AU", { dateStyle: "medium", timeStyle: "long", timeZone: "UTC" }).format(
    new Date(at),
  );
}

/** Text inside HTML. */
function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
