import type { DestinationConnector, FileConnector, SourceConnector } from "@flit/core/connector";
import type { DestinationDescription, DestinationTable, FieldValue } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
import { rowId, uuidV5 } from "@flit/core/ids";
import type { ObjectMap } from "@flit/core/mapping";
import type { OwnerResolution } from "@flit/core/owner-resolution";
import type { Migration, TenantStore } from "@flit/core/ports";
import type { Pair } from "./pair.ts";

/** Everything a step of one migration works with, prepared once and shared by its slices. */
export interface MigrationContext {
  readonly migration: Migration;
  readonly store: TenantStore;
  readonly source: SourceConnector;
  readonly destination: DestinationConnector;
  readonly files: FileConnector | null;
  readonly pair: Pair;
  readonly mapDigest: string;
  readonly live: DestinationDescription;
  /** When this process began to read `live`, in its own `performance.now()`; null when another one read it. */
  readonly liveReadAt: number | null;
  /** System user per practitioner id. */
  readonly owners: ReadonlyMap<string, OwnerResolution>;
  readonly fallbackOwner: string;
  /** Called at named points so that tests can end the process there. */
  failPoint(name: FailPoint): void;
}

/** Moments at which a kill must lose nothing; the harness names one. */
export const failPoints = [
  "extract.before-commit",
  "extract.after-commit",
  "profile.before-commit",
  "preflight.before-commit",
  "provision.after-step",
  "load.before-intent",
  "load.after-intent",
  "load.after-write",
  "load.after-commit",
  "files.after-intent",
  "files.after-write",
  "verify.before-commit",
  "survey.before-commit",
  "undo.after-delete",
  "undo.after-commit",
] as const;
export type FailPoint = (typeof failPoints)[number];

/** The map a step is about. */
export function mapOf(context: MigrationContext, key: string): ObjectMap {
  const map = context.pair.maps.find((candidate) => candidate.key === key);
  if (!map) throw new Fault("protocol", "unknown-mapping", `No object map has the key ${key}.`);
  return map;
}

/** Live metadata of a table a map writes to. */
export function tableOf(context: MigrationContext, name: string): DestinationTable {
  const table = context.live.tables[name];
  if (!table) throw new Fault("missing", "table-missing", `Table ${name} does not exist in the environment.`);
  return table;
}

/** Values `environment` expressions can name. */
export function environmentOf(context: Pick<MigrationContext, "live" | "pair">): {
  readonly [name: string]: FieldValue;
} {
  const { live } = context;
  return {
    currency: { lookup: { table: "transactioncurrency", id: live.currency.id } },
    unit: live.unit && { lookup: { table: "uom", id: live.unit.id } },
    unitGroup: live.unit && { lookup: { table: "uomschedule", id: live.unit.groupId } },
    ...context.pair.environment,
  };
}

/** Id of the row a record becomes, chosen before anything is sent. */
export function rowIdOf(
  context: Pick<MigrationContext, "migration">,
  mapping: string,
  sourceId: string,
  part: number,
): string {
  const { id, generation } = context.migration;
  return rowId({ migrationId: id, generation, mapping, sourceId, part });
}

/** Id of the row that takes the place of a deleted one, whose own id a recycle bin may still hold. */
export function nextRowId(context: Pick<MigrationContext, "migration">, deletedRowId: string): string {
  return uuidV5(context.migration.id, `again/${deletedRowId}`);
}
