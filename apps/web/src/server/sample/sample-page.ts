import { featureKinds } from "@flit/core/sample/feature";
import { kindWords, stateWords } from "../../features/sample/words.ts";
import { cell, documentPage, mono, signatures, text, when } from "../approvals/document-page.ts";
import { titlesOf } from "./open-sample.ts";
import { viewRow } from "./view-row.ts";
import type { SampleFacts } from "./view-sample.ts";

const heading = "font-size:16px;margin:24px 0 8px;break-after:avoid";

/** What was compared, what differed, the rehearsal and the signatures, without any record's value. */
export function samplePage(facts: SampleFacts): Response {
  const { migration, map, standing, approvals, view } = facts;
  const { choice, summary, rehearsal, environment } = view;
  const titles = titlesOf(map);
  const differing = standing.records.filter(
    ({ verification, outcome }) => verification === "mismatched" || verification === "edited" || outcome === "rejected",
  );
  const random = summary?.random ?? { verified: 0, different: 0 };
  return documentPage(
    `Sample ${standing.digest.slice(0, 12)}`,
    `<h1 style="font-size:22px;line-height:28px;margin:0 0 8px">Sample: ${text(migration.name)}</h1>
<p style="margin:0">Environment ${text(environment)}${choice ? ` · chosen ${when(choice.at)}` : ""}${standing.load ? ` · loaded ${when(standing.load.startedAt)}` : ""}</p>
<p style="margin:4px 0 0">Digest of map, plan and comparison <span style="${mono}">${standing.digest}</span></p>
<p style="margin:4px 0 0">Digest of the map <span style="${mono}">${text(standing.mapDigest)}</span></p>
<p style="margin:4px 0 0">Digest of the plan <span style="${mono}">${text(standing.planDigest)}</span></p>
<h2 style="${heading}">Signatures</h2>
${signatures(approvals, "Nobody has signed this sample yet.")}
<h2 style="${heading}">What was compared</h2>
<p style="margin:0 0 8px">Every mapped column of every row was read back from Dynamics and compared with what Cliniko and the map say. ${choice?.records ?? 0} records, ${choice?.reasons.random ?? 0} of them drawn at random. ${boundSentence(random, summary?.bound ?? null)}</p>
${table(
  ["Object", "Records", "Equal", "Different", "Left out"],
  (summary?.objects ?? []).map((one) => [one.title, one.records, one.equal, one.different, one.leftOut].map(String)),
)}
<h2 style="${heading}">Differences</h2>
${
  differing.length === 0
    ? "<p>No row differs.</p>"
    : table(
        ["Object", "Cliniko id", "State", "Columns", "Accepted"],
        differing.map((record) => {
          const row = viewRow(record, map, titles, facts.names);
          return [row.title, row.id, stateWords[row.state].word, row.columns.join(", "), row.isAccepted ? "yes" : "no"];
        }),
      )
}
<h2 style="${heading}">Rollback rehearsed</h2>
<p>${
      rehearsal === null
        ? "The rollback was not rehearsed."
        : `${when(rehearsal.at)}: ${rehearsal.deleted} rows deleted, ${rehearsal.restored} restored, ${rehearsal.filesRemoved} files removed in ${rehearsal.seconds} seconds. ${rehearsal.hasPassed ? "Reading back proved that the rows were as before." : "The proof did not hold."}`
    }</p>
<h2 style="${heading}">Coverage</h2>
${table(
  ["Object", ...featureKinds.map((kind) => kindWords[kind])],
  (choice?.coverage ?? []).map(({ title, groups }) => [
    title,
    ...featureKinds.map((kind) => {
      const group = groups.find((one) => one.kind === kind);
      return group ? `${group.covered} of ${group.total}` : "–";
    }),
  ]),
)}
<h2 style="${heading}">Columns compared</h2>
${table(
  ["Object", "Columns"],
  (map?.objects ?? []).map(({ key, title, target, fields, finish }) => [
    title,
    [
      ...new Set([...fields, ...finish].map(({ column }) => facts.names.get(`${target.table}.${column}`) ?? column)),
    ].join(", ") || key,
  ]),
)}`,
  );
}

function boundSentence(
  { verified, different }: { readonly verified: number; readonly different: number },
  bound: number | null,
): string {
  if (bound === null) return `${different} of the ${verified} random ones differ.`;
  return `None of the ${verified} random ones that were read back differs: at most ${(bound * 100).toFixed(1)} % of all records do, at 95 % confidence.`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((one) => `<th scope="col" style="${cell};color:#4a5362">${text(one)}</th>`).join("");
  const body = rows.map(
    (row) =>
      `<tr style="break-inside:avoid">${row.map((one) => `<td style="${cell};overflow-wrap:anywhere">${text(one)}</td>`).join("")}</tr>`,
  );
  return `<table style="width:100%;border-collapse:collapse"><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table>`;
}
