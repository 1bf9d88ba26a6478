import type { SandboxClock } from "../platform/clock.ts";
import type { CommitLog } from "./commit-log.ts";
import type { MetadataStore } from "./metadata-store.ts";
import type { Metadata, Row } from "./model.ts";
import type { RowPager } from "./odata-pages.ts";
import type { RowStore } from "./rows-store.ts";

/** Ids of the rows every organisation has. */
export interface OrganisationIds {
  readonly organizationId: string;
  readonly businessUnitId: string;
  readonly currencyId: string;
  readonly applicationUserId: string;
  readonly administratorRoleId: string;
  readonly unitId: string;
  readonly unitScheduleId: string;
}

/** One organisation: its schema, its rows and what the services around them share. */
export interface Environment {
  readonly metadata: MetadataStore;
  readonly store: RowStore;
  readonly log: CommitLog;
  readonly clock: SandboxClock;
  readonly pager: RowPager;
  readonly ids: OrganisationIds;
  /** Privileges the administrator's role lacks here, such as `prvOverrideCreatedOnCreatedBy`. */
  readonly withheldPrivileges: ReadonlySet<string>;
}

/** Who acts, in which request; `by` a person means: not through the Web API under test. */
export interface Caller {
  readonly userId: string;
  readonly requestId: string;
  readonly by: "app" | "person";
  /** The request is an upsert, which the commit log remembers. */
  readonly isUpsert?: boolean;
  /** The application user that acts as `userId`. */
  readonly impersonatorId?: string;
  /** The request asks for duplicate rules to be applied. */
  readonly detectsDuplicates?: boolean;
}

/** Instants as rows carry them: UTC, to the second. */
export const instantNow = (clock: SandboxClock) => `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;

/** Rows of a table, or of what the platform presents as one: all activities, and the messages tables answer. */
export function rowsOfTable({ metadata, store, ids }: Environment, name: string): Iterable<Row> {
  if (name === "activitypointer") return activities(metadata, store);
  if (name === "sdkmessagefilter") return messageFilters(metadata, store, ids);
  return store.table(name).values();
}

/** One row by id, looking through activitypointer at the activity itself. */
export function findRow(
  { metadata, store }: Environment,
  table: string,
  id: string,
): { table: string; row: Row } | undefined {
  const names = table === "activitypointer" ? activityTables(metadata) : [table];
  for (const name of names) {
    const row = store.get(name, id);
    if (row !== undefined) return { table: name, row };
  }
  return undefined;
}

/** Tables whose rows also appear as activitypointers. */
export const activityTables = (metadata: Metadata) =>
  [...metadata.tables.values()]
    .filter((table) => table.isActivity && table.logicalName !== "activitypointer")
    .map((table) => table.logicalName);

function* activities(metadata: Metadata, store: RowStore): Generator<Row> {
  for (const name of activityTables(metadata)) yield* store.table(name).values();
}

/** UpsertMultiple is never listed: it exists where the other two do. */
function* messageFilters(metadata: Metadata, store: RowStore, ids: OrganisationIds): Generator<Row> {
  const messages = [...store.table("sdkmessage").values()].map(
    (row) => [String(row.values.get("name")), row.id] as const,
  );
  for (const table of metadata.tables.values()) {
    for (const [name, messageId] of messages) {
      const isBulk = name.endsWith("Multiple");
      if (isBulk && !table.bulkMessages.some((message) => message === name)) continue;
      const id = `${messageId.slice(0, 24)}${table.objectTypeCode.toString(16).padStart(12, "0")}`;
      const values: Row["values"] = new Map();
      values.set("sdkmessageid", { table: "sdkmessage", id: messageId });
      values.set("primaryobjecttypecode", table.logicalName);
      values.set("organizationid", ids.organizationId);
      yield { id, version: 1, values };
    }
  }
}
