import type { Report } from "./report.ts";
import { blindSpot, reasonsOf, vanishedOf, verdict } from "./summary.ts";

/** The report as one self-contained page for a clinic owner: light and dark, wide and narrow, no script. */
export function reportHtml(made: Report): string {
  const rows = made.objects
    .map((row) => {
      const cells = [
        row.source,
        row.created,
        row.updated,
        row.matched,
        total(row.skipped),
        total(row.rejected),
        row.verified,
        row.edited,
        row.mismatched,
      ];
      return `<tr><th scope="row">${escapeHtml(row.object)}<small>${escapeHtml(row.mapping)}</small></th>${cells.map((value) => `<td>${value.toLocaleString("en")}</td>`).join("")}</tr>`;
    })
    .join("\n");
  const blind = blindSpot(made);
  const heads = [
    "In Cliniko",
    "Created",
    "Updated",
    "Matched",
    "Left out",
    "Refused",
    "Compared",
    "Edited since",
    "Different",
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Migration report</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Migration report</h1>
<p class="verdict">${escapeHtml(verdict(made))}</p>
<p>Cliniko to Dynamics 365 Sales · ${escapeHtml(made.writtenAt)} · migration ${escapeHtml(made.migrationId)}</p>
<h2>Every record</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Object</th>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody>
${rows}
</tbody></table></div>
<p>Records without an account: <strong>${made.residual}</strong>. Files stored: ${made.files.stored} of ${made.files.source}.</p>
${list(
  "Left out or refused",
  reasonsOf(made).map(({ object, count, what, reason }) => `${object}: ${count} ${what}, ${reason}`),
)}
${list(
  "Deleted for good in Cliniko since; rows they had are kept and marked as archived",
  vanishedOf(made).map(({ object, count }) => `${object}: ${count}`),
)}
${list("Not looked for", blind === null ? [] : [blind])}
${list(
  "Kept as people changed them in Dynamics",
  made.conflicts.map((one) => `${one.mapping} ${one.sourceId}: ${one.column}`),
)}
${list(
  "Values made to fit or not understood",
  made.notes.map((note) => `${note.mapping}.${note.column}: ${note.count} ${note.kind}`),
)}
${list("Practitioners without a Dynamics user", made.unresolvedOwners)}
${list(
  "Fields Cliniko sent that its documents do not name",
  made.unknownKeys.map((one) => `${one.object}.${one.key}: ${one.count}`),
)}
${
  made.rollback
    ? list(
        "Kept by the rollback",
        made.rollback.kept.map((one) => `${one.id}: ${one.reason}`),
      )
    : ""
}
<h2>How it went</h2>
<p>${made.phases.map((phase) => `${escapeHtml(phase.name)} ${phase.seconds} s`).join(" · ")}</p>
<p>Requests: Cliniko ${made.requests.cliniko}, Dataverse ${made.requests.dataverse}, Graph ${made.requests.graph}. Audit trail: ${made.audit.events} events, ${made.audit.firstBroken === null ? "chain intact" : "chain broken"}.</p>
</main>
</body>
</html>
`;
}

function list(title: string, entries: readonly string[]): string {
  if (entries.length === 0) return "";
  return `<h2>${title}</h2>\n<ul>${entries
    .slice(0, 200)
    .map((entry) => `<li>${escapeHtml(entry)}</li>`)
    .join("\n")}</ul>${entries.length > 200 ? `<p>… and ${entries.length - 200} more in report.json</p>` : ""}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function total(entries: readonly { readonly count: number }[]): number {
  return entries.reduce((all, entry) => all + entry.count, 0);
}

const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; } main { max-width: 72rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.75rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
.verdict { font-size: 1.15rem; border-left: .3rem solid #2a7; padding: .5rem 1rem; background: var(--soft); }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: right; } th:first-child { text-align: left; }
th small { display: block; font-weight: normal; opacity: .7; } li { overflow-wrap: anywhere; }
`;
