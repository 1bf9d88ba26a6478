import type { PlanGroup, PlanItemView, PlanVerdict } from "../../features/plan/endpoints.ts";
import { cell, documentPage, mono, signatures, text, when } from "../approvals/document-page.ts";
import type { ExportedPlan } from "./read-plan.ts";

const signs: Readonly<Record<PlanVerdict, string>> = { create: "+", change: "~", reuse: "=", blocked: "!" };
const words: Readonly<Record<PlanVerdict, string>> = {
  create: "to create",
  change: "to change",
  reuse: "there already",
  blocked: "blocked",
};

/** The plan as one page without scripts, to be printed or kept as PDF: parts, digest, signatures. */
export function planPage(facts: ExportedPlan): Response {
  const { migration, environment, view, saved, approvals } = facts;
  const counts = (["create", "change", "reuse", "blocked"] as const)
    .map((verdict) => `${signs[verdict]} ${view.counts[verdict]} ${words[verdict]}`)
    .join(" · ");
  return documentPage(
    `Schema plan ${saved.digest.slice(0, 12)}`,
    `<h1 style="font-size:22px;line-height:28px;margin:0 0 8px">Schema plan: ${text(migration.name)}</h1>
<p style="margin:0">Environment ${text(environment)} · made ${when(saved.madeAt)} · ${text(counts)}</p>
<p style="margin:4px 0 0">Digest of the plan <span style="${mono}">${saved.digest}</span></p>
<p style="margin:4px 0 0">Digest of the map <span style="${mono}">${saved.mapDigest}</span></p>
${view.isStale ? `<p style="margin:8px 0 0;font-weight:600">The map was changed after this plan was made.</p>` : ""}
<h2 style="font-size:16px;margin:24px 0 8px">Signatures</h2>
${signatures(approvals, "Nobody has approved a plan of this migration yet.")}
${view.groups.map(group).join("\n")}`,
  );
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
