import { createHash } from "node:crypto";
import { readColumn } from "@flit/core/canonical";
import type { ColumnType } from "@flit/core/destination";
import { columnsOfMap } from "@flit/core/verify";
import { type MigrationContext, tableOf } from "../context.ts";

export const proofFormat = "flitstack-proof";
export const proofVersion = 1;

/** One column as a proof reads it; `at` is where the platform shows what was written. */
interface ProofColumn {
  readonly name: string;
  readonly at: string;
  readonly type: ColumnType;
  readonly scale: number | null;
  /** Table a lookup points to when the export does not say. */
  readonly target: string | null;
}

/** The rows of one mapping: what they were read from, and the root over them. */
export type ProofObject = {
  readonly mapping: string;
  readonly table: string;
  readonly idColumn: string;
  /** Column and beginning by which the rows of this mapping are known; null where the table takes no columns. */
  readonly marker: { readonly column: string; readonly prefix: string } | null;
  readonly columns: readonly ProofColumn[];
  readonly leaves: number;
  readonly root: string;
};

/** First line of a proof file. */
export type ProofHead = {
  readonly format: typeof proofFormat;
  readonly version: typeof proofVersion;
  readonly run: string;
  readonly organization: string;
  /** The application user that wrote the rows. */
  readonly writer: string;
  readonly mapDigest: string;
  readonly objects: readonly ProofObject[];
};

/** What a proof says of one mapping's rows. */
export function proofObject(context: MigrationContext, mapping: string, leaves: number, root: string): ProofObject {
  const map = context.pair.maps.find(({ key }) => key === mapping);
  if (!map) throw new Error(`The map ${mapping} was surveyed and is no more.`);
  const table = tableOf(context, map.target.table);
  const marker = context.pair.reconcile.marker(table.name);
  return {
    mapping,
    table: table.name,
    idColumn: table.primaryId,
    marker: marker === null ? null : { column: marker, prefix: `${mapping}-` },
    columns: columnsOfMap(map).map((name) => {
      const column = table.columns[name];
      return {
        name,
        at: readColumn(name),
        type: column?.type ?? "other",
        scale: column?.scale ?? null,
        target: column?.targets[0] ?? null,
      };
    }),
    leaves,
    root,
  };
}

/** The one hash that stands for everything a run read: of the head as it is written. */
export function proofRoot(head: ProofHead): string {
  return createHash("sha256").update(Uint8Array.of(3)).update(JSON.stringify(head)).digest("hex");
}
