import type { StoreTransaction } from "@flit/core/ports";
import type { ObjectRow, Reconciliation } from "../../features/reconcile/endpoints.ts";
import { type CheckResult, type LastCheck, namesOf } from "./last-check.ts";
import { reasonsOf } from "./reasons.ts";
import { isEqual, sidesOf, viewMoney } from "./view-totals.ts";

const shownPatients = 50;
const latestWeeks = 8;
const shownWeeks = 60;

/** What the last check found, as the page shows it. */
export async function viewCheck(
  tx: StoreTransaction,
  migrationId: string,
  { run, result }: LastCheck,
): Promise<Reconciliation> {
  const maps = new Map(((await tx.migrations.map(migrationId))?.objects ?? []).map((map) => [map.key, map]));
  const titleOf = (mapping: string) => maps.get(mapping)?.title ?? (mapping === "attachment" ? "Files" : mapping);
  const totals = await tx.reconcile.totals(run.id, ["money", "appointments", "notes", "owner"]);
  const counts = new Map((await tx.reconcile.rowCount(run.id)).map((one) => [one.mapping, one]));
  const groups = await tx.reconcile.findingCount(run.id);
  const unequal = await tx.reconcile.unequalCounts(run.id, "notes-of-patient", shownPatients);
  const patientLinks = await tx.links.byRows(
    migrationId,
    unequal.map(({ key }) => key.slice(1)),
  );
  const nameOf = await namesOf(
    tx,
    migrationId,
    totals.map(({ key }) => key.split("|")[1] ?? ""),
  );

  const disabled = new Set(groups.length === 0 ? [] : await disabledOwners(tx, run.id));
  const money = viewMoney(totals, nameOf);
  const weeks = [...sidesOf(totals, "appointments", { period: true, id: false })].sort((a, b) =>
    a.period < b.period ? 1 : -1,
  );
  const notes = sidesOf(totals, "notes", { period: false, id: true });
  const owners = sidesOf(totals, "owner", { period: false, id: true });
  const reasons = reasonsOf(result, {
    unequalSums: money.moneyDifferences.length,
    unequalPatients: unequal.length,
    disabledOwners: disabled.size,
  });
  const isRed = !result.isComplete || reasons.some(({ tone }) => tone === "bad");
  return {
    at: run.finishedAt ?? run.startedAt,
    run: run.id,
    tone: isRed ? "bad" : reasons.length > 0 ? "warn" : "good",
    reasons: [...reasons],
    objects: result.objects.map((row) => viewObject(row, titleOf, maps.get(row.mapping)?.target.table, counts)),
    ...money,
    weeks: weeks
      .filter((week, index) => index < latestWeeks || !isEqual(week))
      .slice(0, shownWeeks)
      .map(({ period, source, destination }) => ({ week: period, source, destination })),
    weekCount: weeks.length,
    notes: notes.map(({ id, source, destination }) => ({ who: nameOf(id), source, destination })),
    patients: unequal.map(({ key, source, destination }) => ({
      sourceId: patientLinks.find(({ rowId }) => rowId === key.slice(1))?.sourceId ?? null,
      rowId: key.slice(1),
      source,
      destination,
    })),
    patientsCompared: counts.get("patient")?.records ?? 0,
    owners: owners.map(({ id, source, destination }) => ({
      who: nameOf(id),
      id,
      source,
      destination,
      isDisabled: disabled.has(id),
    })),
    findings: groups.map((group) => ({ ...group, title: group.mapping === "" ? "No object" : titleOf(group.mapping) })),
    proofRoot: result.proofRoot,
    rows: [...counts.values()].reduce((sum, { rows }) => sum + rows, 0),
  };
}

function viewObject(
  row: CheckResult["objects"][number],
  titleOf: (mapping: string) => string,
  table: string | undefined,
  counts: ReadonlyMap<string, { readonly records: number }>,
): ObjectRow {
  const sum = (list: readonly { readonly count: number }[]) => list.reduce((total, { count }) => total + count, 0);
  const found = counts.get(row.mapping)?.records ?? 0;
  return {
    mapping: row.mapping,
    title: titleOf(row.mapping),
    table: table ?? "",
    source: row.source,
    destination: table === undefined ? null : found + row.extra + row.duplicates,
    matched: row.verified,
    mismatched: row.mismatched - row.missing,
    edited: row.edited,
    missing: row.missing,
    extra: row.extra,
    duplicates: row.duplicates,
    unknown: row.unknown,
    notMoved: row.matched + sum(row.skipped),
    refused: sum(row.rejected),
  };
}

async function disabledOwners(tx: StoreTransaction, runId: string): Promise<readonly string[]> {
  const at = { kind: "owner-disabled", mapping: null, after: 0, limit: 1_000 } as const;
  return (await tx.reconcile.findings(runId, at)).flatMap(({ rowId }) => (rowId === null ? [] : [rowId]));
}
