import { randomUUID } from "node:crypto";
import { digestFields, readColumns } from "@flit/core/canonical";
import { type ConflictRule, wholeRow } from "@flit/core/conflict";
import type { WriteIntent, WriteOutcome } from "@flit/core/connector";
import { type Decision, decide, type Edits } from "@flit/core/decide";
import type { DestinationRow, DestinationTable, Fields } from "@flit/core/destination";
import type { Fault } from "@flit/core/fault";
import { foldWritten } from "@flit/core/fold";
import type { LedgerState } from "@flit/core/ledger";
import type { ObjectMap } from "@flit/core/mapping";
import type { NewLedgerEntry } from "@flit/core/ports";
import type { StepLease } from "@flit/core/run";
import { baseOf, type Candidate, fieldsOf } from "./candidate.ts";
import { type MigrationContext, tableOf } from "./context.ts";
import { noticeEdits } from "./notice-edits.ts";

/** A version conflict means somebody wrote in between: read again and decide again, this often. */
const maxRounds = 3;

/** What became of a candidate; `entry` names its ledger entry when something was sent. */
export interface Settled {
  readonly candidate: Candidate;
  /** `adopted`: nothing to send, but the digest or a person's edit is to be remembered. */
  readonly status: "unchanged" | "adopted" | "applied" | "refused" | "unknown" | "deleted";
  readonly wrote: "create" | "update" | "delete" | null;
  readonly entryId: string | null;
  readonly version: string | null;
  /** People's edits as they were met. */
  readonly edits: Edits;
  readonly fault: Fault | null;
}

interface Planned {
  readonly candidate: Candidate;
  readonly entry: NewLedgerEntry;
  readonly intent: WriteIntent;
  readonly edits: Edits;
}

const noEdits: Edits = { conflicts: [], kept: [], taken: [], closed: [], isTouched: false };

/**
 * Brings rows to what they should be: decide, remember the intent, write, and answer what happened to each.
 * Outcomes are for the caller to commit together with its cursor.
 */
export async function writeRows(
  context: MigrationContext,
  lease: StepLease,
  map: ObjectMap,
  candidates: readonly Candidate[],
  isBulk: boolean,
): Promise<readonly Settled[]> {
  const table = tableOf(context, map.target.table);
  const rules = await rulesOf(context, map, candidates);
  const settled: Settled[] = [];
  let pending = candidates;
  for (let round = 1; pending.length > 0; round += 1) {
    const { planned, done } = await plan(context, map, table, lease, pending, rules);
    settled.push(...done);
    if (planned.length === 0) break;
    context.failPoint("load.before-intent");
    await context.store.transact(async (tx) => {
      await tx.ledger.intend(
        context.migration.id,
        lease,
        planned.map((one) => one.entry),
      );
      // Once we have written, the row does not say any more that a person had.
      const touched = planned.filter(({ edits }) => edits.isTouched);
      await tx.links.setTouched(
        context.migration.id,
        touched.map(({ candidate }) => candidate.row.id),
      );
    });
    context.failPoint("load.after-intent");
    await noticeEdits(
      context,
      table.name,
      planned.map(({ candidate, entry }) =>
        candidate.kind === "remove" ? (entry.before ?? {}) : candidate.row.fields,
      ),
    );
    const outcomes = await context.destination.write(
      table.name,
      planned.map((one) => one.intent),
      { isBulk },
    );
    context.failPoint("load.after-write");
    const answered = planned.map((one, index) => settle(one, outcomes[index]));
    const outdated = round < maxRounds ? answered.filter(isOutdated) : [];
    if (outdated.length > 0) {
      await context.store.transact((tx) => tx.ledger.settle(context.migration.id, outdated.map(ledgerOutcome)));
    }
    settled.push(...answered.filter((one) => !outdated.includes(one)));
    pending = outdated.map((one) => one.candidate);
  }
  return settled;
}

/** The ledger's word for a settled write. */
export function ledgerOutcome(settled: Settled): {
  id: string;
  state: LedgerState;
  version: string | null;
  failure: string | null;
} {
  const state = settled.status === "refused" || settled.status === "unknown" ? settled.status : "applied";
  return { id: settled.entryId ?? "", state, version: settled.version, failure: settled.fault?.code ?? null };
}

async function plan(
  context: MigrationContext,
  map: ObjectMap,
  table: DestinationTable,
  lease: StepLease,
  candidates: readonly Candidate[],
  rules: readonly ConflictRule[],
): Promise<{ planned: readonly Planned[]; done: readonly Settled[] }> {
  const planned: Planned[] = [];
  const done: Settled[] = [];
  const unread: Candidate[] = [];
  const take = (candidate: Candidate, decision: Decision) => {
    if (decision.action === "read") unread.push(candidate);
    else if (decision.action === "create") planned.push(planCreate(context, map, table, lease, candidate));
    else if (decision.action === "update") planned.push(planUpdate(context, map, table, lease, candidate, decision));
    else done.push(nothingToSend(candidate, decision));
  };
  for (const candidate of candidates) {
    if (candidate.kind === "remove") unread.push(candidate);
    else take(candidate, decideOn(context, table, candidate, undefined, null, rules));
  }
  const toRead = unread.splice(0);
  if (toRead.length === 0) return { planned, done };

  const ids = toRead.map((candidate) => candidate.row.id);
  const entries = await context.store.transact((tx) => tx.ledger.effects(context.migration.id, map.key, ids));
  const byRow = Map.groupBy(entries, (entry) => entry.rowId);
  const written = new Map(ids.map((id) => [id, foldWritten(byRow.get(id) ?? [])]));
  const columns = new Set(
    toRead.flatMap((candidate) => [
      ...Object.keys(fieldsOf(candidate)),
      ...Object.keys(written.get(candidate.row.id) ?? {}),
    ]),
  );
  const current = await context.destination.read(table.name, ids, readColumns([...columns]));
  for (const candidate of toRead) {
    const row = current.get(candidate.row.id) ?? null;
    const base = baseOf(map, candidate.phase, written.get(candidate.row.id) ?? {}, fieldsOf(candidate));
    if (candidate.kind === "write") take(candidate, decideOn(context, table, candidate, row, base, rules));
    else planRemoval(context, map, lease, candidate, row, planned, done);
  }
  return { planned, done };
}

function decideOn(
  context: MigrationContext,
  table: DestinationTable,
  candidate: Candidate,
  current: DestinationRow | null | undefined,
  base: Fields | null,
  rules: readonly ConflictRule[],
): Decision {
  const { row, link, phase, conflicts } = candidate;
  return decide({ row, phase, link, current, base, table, userId: context.live.userId, conflicts, rules });
}

/** Rules about the map's columns. */
async function rulesOf(
  context: MigrationContext,
  map: ObjectMap,
  candidates: readonly Candidate[],
): Promise<readonly ConflictRule[]> {
  // Nobody has edited what is not there.
  if (!candidates.some(({ link }) => link !== null)) return [];
  const rules = await context.store.transact((tx) => tx.conflicts.rules(context.migration.id));
  return rules.filter(({ mapping }) => mapping === map.key);
}

function planCreate(
  context: MigrationContext,
  map: ObjectMap,
  table: DestinationTable,
  lease: StepLease,
  candidate: Candidate,
): Planned {
  const fields = fieldsOf(candidate);
  const entry = newEntry(context, map, lease, candidate, {
    kind: "create",
    before: null,
    after: fields,
    versionBefore: null,
    digest: digestFields(fields, table),
  });
  return {
    candidate,
    entry,
    intent: { kind: "create", id: candidate.row.id, fields },
    // Where a deleted row is made again, that is what was decided about it.
    edits: {
      ...noEdits,
      closed: candidate.conflicts
        .filter(({ column }) => column === wholeRow)
        .map(({ mapping, rowId, column }) => ({ mapping, rowId, column, isTaken: true })),
    },
  };
}

function planUpdate(
  context: MigrationContext,
  map: ObjectMap,
  table: DestinationTable,
  lease: StepLease,
  candidate: Candidate,
  decision: Extract<Decision, { action: "update" }>,
): Planned {
  const { fields, before, ifVersion } = decision;
  const digest = digestFields(fieldsOf(candidate), table);
  const entry = newEntry(context, map, lease, candidate, {
    kind: "update",
    before,
    after: fields,
    versionBefore: ifVersion,
    digest,
  });
  return {
    candidate,
    entry,
    intent: { kind: "update", id: candidate.row.id, fields, ifVersion },
    edits: decision,
  };
}

function planRemoval(
  context: MigrationContext,
  map: ObjectMap,
  lease: StepLease,
  candidate: Candidate,
  current: DestinationRow | null,
  planned: Planned[],
  done: Settled[],
): void {
  const isTouched = current !== null && current.modifiedBy !== null && current.modifiedBy !== context.live.userId;
  if (current === null || isTouched) {
    done.push({
      ...unsent(candidate),
      status: current === null ? "deleted" : "unchanged",
      edits: isTouched ? { ...wholeRowEdit(candidate), isTouched } : noEdits,
    });
    return;
  }
  const ifVersion = current.version;
  const entry = newEntry(context, map, lease, candidate, {
    kind: "delete",
    before: current.fields,
    after: {},
    versionBefore: ifVersion,
    digest: "",
  });
  planned.push({
    candidate,
    entry,
    intent: { kind: "delete", id: candidate.row.id, ifVersion },
    edits: noEdits,
  });
}

function newEntry(
  context: MigrationContext,
  map: ObjectMap,
  lease: StepLease,
  candidate: Candidate,
  what: Pick<NewLedgerEntry, "kind" | "before" | "after" | "versionBefore" | "digest">,
): NewLedgerEntry {
  return {
    id: randomUUID(),
    runId: lease.run.id,
    mapping: map.key,
    sourceId: candidate.sourceId,
    part: candidate.row.part,
    table: map.target.table,
    rowId: candidate.row.id,
    mapDigest: context.mapDigest,
    ...what,
  };
}

function nothingToSend(
  candidate: Candidate,
  decision: Extract<Decision, { action: "unchanged" | "adopt" | "deleted" }>,
): Settled {
  if (decision.action === "adopt") {
    return { ...unsent(candidate), status: "adopted", edits: decision };
  }
  return decision.action === "deleted"
    ? { ...unsent(candidate), status: "deleted", edits: wholeRowEdit(candidate) }
    : unsent(candidate);
}

/** A row a person deleted, or changed where we would remove it: open until somebody decides that it stays so. */
function wholeRowEdit(candidate: Candidate): Edits {
  const isKept = candidate.conflicts.some(({ column, decision }) => column === wholeRow && decision?.wish === "keep");
  return { ...noEdits, ...(isKept ? { kept: [wholeRow] } : { conflicts: [wholeRow] }) };
}

function unsent(candidate: Candidate): Settled {
  return {
    candidate,
    status: "unchanged",
    wrote: null,
    entryId: null,
    version: null,
    edits: noEdits,
    fault: null,
  };
}

function settle({ candidate, entry, intent, edits }: Planned, outcome: WriteOutcome | undefined): Settled {
  const shared = { candidate, wrote: intent.kind, entryId: entry.id, edits };
  if (!outcome) return { ...shared, status: "unknown", version: null, fault: null };
  if (outcome.status === "applied") return { ...shared, status: "applied", version: outcome.version, fault: null };
  // A duplicate id on create means the row is there: reading it decides whether it is this intent's work.
  const isDuplicate = intent.kind === "create" && outcome.fault.code === "duplicate-id";
  const status = outcome.status === "unknown" || isDuplicate ? "unknown" : "refused";
  return { ...shared, status, version: null, fault: outcome.fault };
}

function isOutdated(settled: Settled): boolean {
  return settled.status === "refused" && settled.fault?.code === "version";
}
