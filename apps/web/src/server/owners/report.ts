import type { OwnerRow } from "../../features/owners/endpoints.ts";
import { howWords, problemWords } from "../../features/owners/owner-words.ts";
import { csvLine } from "../csv-line.ts";

interface Report {
  readonly matchedAt: string;
  readonly fallbackOwner: string | null;
  readonly rows: readonly OwnerRow[];
}

const states: Readonly<Record<OwnerRow["group"], string>> = {
  matched: "matched",
  confirm: "to confirm",
  unresolved: "unresolved",
  rows: "practitioner row",
};

/** The owners report as it is written into files. */
export const reportFormats = {
  csv: { type: "text/csv; charset=utf-8", write: csvOf },
  json: { type: "application/json", write: (report: Report) => `${JSON.stringify(report, undefined, 2)}\n` },
} as const;

function csvOf({ rows, fallbackOwner }: Report): string {
  const head = csvLine([
    "cliniko id",
    "practitioner",
    "e-mail",
    "active",
    "state",
    "why",
    "owner in dynamics",
    "owner's e-mail",
    "suggestion",
    "suggestion's problem",
    "appointments",
    "notes",
    "invoices",
  ]);
  const lines = rows.map((row) =>
    csvLine([
      row.practitioner,
      row.name,
      row.email,
      row.isActive ? "yes" : "no",
      states[row.group],
      howWords(row),
      row.user?.name ?? (fallbackOwner === null ? null : `fallback: ${fallbackOwner}`),
      row.user?.email ?? null,
      row.suggestion?.name ?? null,
      row.suggestion?.problem ? problemWords[row.suggestion.problem] : null,
      row.records.appointments,
      row.records.notes,
      row.records.invoices,
    ]),
  );
  // Spreadsheets read UTF-8 only behind this mark.
  return `\uFEFF${head}${lines.join("")}`;
}
