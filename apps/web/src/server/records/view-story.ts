import type { MapNote, ObjectMap } from "@flit/core/mapping";
import { type Role, valueAccess } from "@flit/core/permissions";
import type { Link, StagedRecord, StoreTransaction } from "@flit/core/ports";
import { recordFields } from "@flit/core/records/record-fields";
import type { DatedEntry, StoredAccount } from "@flit/core/records/record-store";
import { filePlan } from "@flit/pairs/cliniko-dynamics365/files";
import { issueCause } from "@flit/pairs/cliniko-dynamics365/issues/issue-cause";
import { byDesign } from "@flit/pairs/cliniko-dynamics365/issues/source-causes";
import { reasonInWords } from "@flit/pairs/cliniko-dynamics365/reasons";
import type { RecordStory } from "../../features/records/endpoints.ts";
import { objectTitle } from "../issues/group-words.ts";
import { eventWords } from "./event-words.ts";
import { dynamicsLink } from "./links-out.ts";
import { readRelations } from "./relations.ts";
import { readTitles, titleOf } from "./titles.ts";
import { valueText } from "./value-text.ts";
import { viewFound } from "./view-found.ts";

/** What a story is told with. */
export interface Telling {
  readonly role: Role;
  readonly mask: (value: string) => string;
  readonly areMasked: boolean;
  readonly maps: readonly ObjectMap[];
  /** Address of the Dynamics environment. */
  readonly environment: string | null;
}

/** A record's story out of the books: as read, what became of it, every write, the trail, and who belongs to it. */
export async function viewStory(
  tx: StoreTransaction,
  migrationId: string,
  record: StagedRecord,
  telling: Telling,
): Promise<RecordStory> {
  const { maps, mask, role, areMasked } = telling;
  const own = mappingsOf(record.object, maps);
  const keys = own.map(({ mapping }) => ({ mapping, sourceId: record.id }));
  const accounts = await tx.records.accounts(migrationId, keys);
  const links = await tx.links.get(migrationId, keys);
  const entries = await tx.records.entries(migrationId, keys);
  const events = await tx.records.trail(
    migrationId,
    own.map(({ mapping }) => mapping),
    record.id,
  );
  const relations = await readRelations(tx, migrationId, record, maps);
  const titles = await readTitles(
    tx,
    migrationId,
    relations.flatMap(({ records }) => records),
    mask,
  );
  const title = titleOf(record);
  const { createdAt, updatedAt, removedAt, vanishedAt } = record;
  return {
    record: {
      ...viewFound({ object: record.object, id: record.id }, title === null ? null : mask(title), removedAt !== null),
      createdAt,
      updatedAt,
      removedAt,
      vanishedAt,
    },
    areMasked,
    canReveal: areMasked && valueAccess(role) === "revealable",
    fields: recordFields(record).map(({ path, label, text }) => ({
      path,
      label,
      // Ids of other records are no patient's value, and are what people look for.
      text: text === null || record.links.includes(path) ? text : mask(text),
    })),
    outcomes: own.map(({ mapping, table }) => ({
      mapping,
      title: objectTitle(mapping),
      table,
      ...outcomeOf(accounts.find((account) => account.mapping === mapping)),
      rows: links.filter((link) => link.mapping === mapping).map((link) => viewLink(link, telling.environment)),
    })),
    entries: entries.map((entry) => viewEntry(entry, mask)),
    events: events.map((event) => ({
      at: event.at,
      run: event.runId,
      place: `${event.chain} ${event.position}`,
      event: event.event,
      hash: event.hash,
      words: eventWords(event),
    })),
    relations: relations.map((relation) => ({
      title: relation.title,
      total: relation.total,
      records: relation.records.map((one) => viewFound(one, titles.get(`${one.object}/${one.id}`) ?? null, false)),
    })),
  };
}

/** The maps records of an object go through, files included. */
export function mappingsOf(object: string, maps: readonly ObjectMap[]) {
  const own = maps
    .filter(({ source }) => source.object === object)
    .map(({ key, target }) => ({ mapping: key, table: target.table }));
  return object === filePlan.object ? [...own, { mapping: filePlan.mapping, table: "SharePoint" }] : own;
}

const noteWords: Readonly<Record<MapNote["kind"], string>> = {
  clipped: "cut to fit",
  "unknown-choice": "without a choice in",
  unreadable: "unreadable for",
};

function outcomeOf(
  account: StoredAccount | undefined,
): Pick<RecordStory["outcomes"][number], "outcome" | "tone" | "verification"> {
  if (!account) return { outcome: null, tone: "neutral", verification: null };
  const { outcome, reason, verification, columns, notes } = account;
  const lost = notes.map(({ column, kind }) => `${noteWords[kind]} ${column}`).join(", ");
  const but = lost === "" ? "" : `, but ${lost}`;
  const words = {
    created: `Written${but}`,
    updated: `Written, and changed since${but}`,
    matched: "Matched to a row that was there",
    skipped: `Left out: ${reasonInWords(reason ?? "skipped")}`,
    rejected: issueCause({ kind: "rejected", code: reason ?? "rejected", mapping: account.mapping }).why,
  };
  const verdicts = {
    verified: "Read back and equal",
    edited: "Read back: a person has changed it",
    mismatched: `Read back: ${columns.includes("*") ? "the row is gone" : `${columns.join(", ")} differ`}`,
  };
  const isBad = outcome === "rejected" || verification === "mismatched";
  const isLeftOut = outcome === "skipped" && !byDesign.includes(reason ?? "");
  return {
    outcome: words[outcome],
    tone: isBad ? "bad" : isLeftOut || notes.length > 0 ? "warn" : outcome === "skipped" ? "neutral" : "good",
    verification: verification && verdicts[verification],
  };
}

function viewLink({ part, table, rowId, isOurs, isTouched }: Link, environment: string | null) {
  return { part, rowId, link: dynamicsLink(environment, table, rowId), isOurs, isTouched };
}

function viewEntry(entry: DatedEntry, mask: (value: string) => string): RecordStory["entries"][number] {
  const { id, at, runId: run, runKind, mapping, kind, part, table, rowId, state, failure } = entry;
  const { versionBefore, versionAfter, before, after } = entry;
  const columns = [...new Set([...Object.keys(after), ...Object.keys(before ?? {})])];
  return {
    ...{ id, at, run, runKind, mapping, kind, part, table, rowId, state, failure, versionBefore, versionAfter },
    columns: columns.map((column) => ({
      column,
      before: valueText(before?.[column] ?? null, mask),
      after: valueText(after[column] ?? null, mask),
    })),
  };
}
