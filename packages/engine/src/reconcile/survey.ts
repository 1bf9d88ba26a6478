import { readColumns } from "@flit/core/canonical";
import type { RowPage, RowPageRequest } from "@flit/core/connector";
import type { DestinationRow } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
import type { Link } from "@flit/core/ports";
import type { Finding, SurveyedRow } from "@flit/core/reconcile-store";
import type { StepLease } from "@flit/core/run";
import { columnsOfMap } from "@flit/core/verify";
import { type MigrationContext, mapOf, tableOf } from "../context.ts";
import { advance, cursorNumber, cursorText, type SliceEnd, sliceSize } from "../slice.ts";
import { destinationTotals } from "./destination-totals.ts";
import { cellsOf, leafOf, recordKey } from "./proof-leaf.ts";

/** Times a table is read anew because the platform forgot where its list was. */
const mostRestarts = 3;

/**
 * Reads one page of a table as it stands in the destination, without asking our books what should be there: rows with
 * our mark, or made by us where a table takes no mark. What no link explains is extra, or doubled.
 */
export async function surveySlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const table = lease.step.subject;
  const request = requestOf(context, table);
  if (request === null || cursorText(lease, "isDone") === "yes") return { next: "done" };
  const next = cursorText(lease, "next");
  const restarts = cursorNumber(lease, "restarts");
  const page = await pageOrNull(context, { ...request, next }, restarts < mostRestarts);
  const migrationId = context.migration.id;
  if (page === null) {
    // The platform has forgotten where this list was: it is read from its beginning.
    const again = await context.store.transact(async (tx) => {
      await tx.reconcile.clearSurvey(lease.run.id, table, mappingsOf(context, table));
      return advance(tx, lease, { cursor: { restarts: restarts + 1 }, progress: { done: 0, total: null } });
    });
    return { next: "again", lease: again };
  }
  const { links, key } = await context.store.transact(async (tx) => ({
    links: await tx.links.byRows(
      migrationId,
      page.rows.map(({ id }) => id),
    ),
    key: (await tx.reconcile.openProof(migrationId, lease.run.id)).key,
  }));
  const byRow = Map.groupBy(links, (link) => link.rowId);
  const met = page.rows.map((row) => ({ row, link: ownLink(table, byRow.get(row.id) ?? []) }));
  const strangers = met.filter(({ link }) => link === null).map(({ row }) => row);
  const findings = await findingsOf(context, table, strangers);
  const rows = met.flatMap(({ row, link }) => (link === null ? [] : [surveyedRow(context, key, row, link)]));
  const totals = destinationTotals(context, [
    // What was merged away keeps its row, and nothing counts it in the source any more.
    ...met.flatMap(({ row, link }) =>
      link && link.part === 0 && link.aliasOf === null ? [{ mapping: link.mapping, row }] : [],
    ),
    ...strangers.map((row, index) => ({ mapping: findings[index]?.mapping ?? "", row })),
  ]);
  context.failPoint("survey.before-commit");
  const advanced = await context.store.transact(async (tx) => {
    await tx.reconcile.putRows(migrationId, lease.run.id, rows);
    await tx.reconcile.putFindings(migrationId, lease.run.id, findings);
    await tx.reconcile.addTotals(migrationId, lease.run.id, totals);
    const done = lease.step.progress.done + page.rows.length;
    const cursor = page.next === null ? { isDone: "yes" } : { next: page.next, restarts };
    return advance(tx, lease, { cursor, progress: { done, total: null } });
  });
  return { next: "again", lease: advanced };
}

/** What to ask for: every column any map fills, of rows that say they are ours; null when a table cannot say. */
export function requestOf(context: MigrationContext, name: string): Omit<RowPageRequest, "next"> | null {
  const table = tableOf(context, name);
  const marker = context.pair.reconcile.marker(name);
  const maps = context.pair.maps.filter((map) => map.target.table === name);
  const owner = table.columns.ownerid === undefined ? [] : ["ownerid"];
  const columns = readColumns([...maps.flatMap(columnsOfMap), ...owner]);
  if (marker === null && table.columns.createdby === undefined) return null;
  return {
    table: name,
    columns,
    where: marker === null ? { createdBy: context.live.userId } : { filled: marker },
    size: sliceSize,
  };
}

/** Null when the platform no longer knows the place in a list, and the list may be read anew. */
async function pageOrNull(
  context: MigrationContext,
  request: RowPageRequest,
  mayRestart: boolean,
): Promise<RowPage | null> {
  try {
    return await context.destination.page(request);
  } catch (error) {
    if (mayRestart && request.next !== null && error instanceof Fault && error.disposition === "reject") return null;
    throw error;
  }
}

/** Links of files and users never lead to a row of a surveyed table; an alias leads to the row it once made. */
function ownLink(table: string, links: readonly Link[]): Link | null {
  return links.find((link) => link.table === table && link.isOurs) ?? null;
}

function mappingsOf(context: MigrationContext, table: string): readonly string[] {
  return context.pair.maps.filter((map) => map.target.table === table).map(({ key }) => key);
}

/** A row whose record has another row is a double; one whose record we do not know is extra. */
async function findingsOf(
  context: MigrationContext,
  table: string,
  rows: readonly DestinationRow[],
): Promise<readonly Finding[]> {
  const { marker, readMarker } = context.pair.reconcile;
  const column = marker(table);
  const only = mappingsOf(context, table);
  const marked = rows.map((row) => {
    const value = column === null ? null : row.fields[column];
    const source = typeof value === "string" ? readMarker(value) : null;
    return { row, source };
  });
  const keys = marked.flatMap(({ source }) => (source === null ? [] : [source]));
  const links = keys.length === 0 ? [] : await context.store.transact((tx) => tx.links.get(context.migration.id, keys));
  const known = new Set(links.map(({ mapping, sourceId }) => `${mapping}/${sourceId}`));
  return marked.map(({ row, source }) => ({
    kind: source !== null && known.has(`${source.mapping}/${source.sourceId}`) ? "duplicate" : "extra",
    mapping: source?.mapping ?? (only.length === 1 ? (only[0] ?? "") : ""),
    table,
    sourceId: source?.sourceId ?? null,
    rowId: row.id,
    column: null,
  }));
}

function surveyedRow(context: MigrationContext, key: string, row: DestinationRow, link: Link): SurveyedRow {
  const map = mapOf(context, link.mapping);
  const place = { mapping: link.mapping, sourceId: link.sourceId, part: link.part, rowId: row.id };
  const cells = cellsOf(recordKey(key, place), columnsOfMap(map), row.fields, tableOf(context, link.table));
  const patientColumn = context.pair.reconcile.patientColumn(link.mapping);
  const patient = patientColumn === null ? null : row.fields[patientColumn];
  return {
    ...place,
    table: link.table,
    patientRowId: patient !== null && typeof patient === "object" ? patient.lookup.id.toLowerCase() : null,
    cells,
    leaf: leafOf(place, cells),
  };
}
