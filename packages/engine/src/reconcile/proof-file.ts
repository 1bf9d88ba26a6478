import { merklePath } from "@flit/core/merkle";
import { Refusal } from "@flit/core/refusal";
import type { StoredProof } from "@flit/core/reconcile-store";
import type { MigrationContext } from "../context.ts";
import { surveyedRows } from "./conclude.ts";
import type { ProofHead } from "./proof-head.ts";
import { recordKey } from "./proof-leaf.ts";

type Sources = Pick<MigrationContext, "store">;
type ClosedProof = StoredProof & { readonly root: string; readonly head: string };

/** Proof of a run; throws Refusal while there is none. */
async function closedProof({ store }: Sources, runId: string): Promise<ClosedProof> {
  const stored = await store.transact((tx) => tx.reconcile.proof(runId));
  if (!stored || stored.root === null || stored.head === null)
    throw new Refusal("no-proof", "There is no proof yet: let the check come to its end first.");
  return { key: stored.key, root: stored.root, head: stored.head };
}

/** A proof file, line by line: its head, then each row with the salted digests of its cells. No value is in it. */
export async function* proofLines(sources: Sources, runId: string): AsyncGenerator<string> {
  const { head } = await closedProof(sources, runId);
  yield `${head}\n`;
  for (const { mapping } of headOf(head).objects) {
    for await (const { sourceId, part, rowId, cells } of surveyedRows(sources, runId, mapping))
      yield `${JSON.stringify([mapping, sourceId, part, rowId, cells])}\n`;
  }
}

/** What the clinic alone keeps: with it the proof's digests can be compared with values. */
export async function proofKey(sources: Sources, runId: string) {
  const { root, key } = await closedProof(sources, runId);
  return { format: "flitstack-proof-key", version: 1, run: runId, root, key } as const;
}

/** Proof that the rows of one patient are in: the way from each to the root, and the keys of these rows alone. */
export async function inclusionProof(sources: Sources, runId: string, patientMapping: string, sourceId: string) {
  const { root, head, key } = await closedProof(sources, runId);
  const rows = await sources.store.transact((tx) => tx.reconcile.rowsOfPatient(runId, patientMapping, sourceId));
  if (rows.length === 0) throw new Refusal("not-in-proof", "The last check met no row of this patient.");
  const placed = [];
  for (const [mapping, own] of Map.groupBy(rows, (row) => row.mapping)) {
    const leaves: string[] = [];
    const positions = new Map<string, number>();
    for await (const row of surveyedRows(sources, runId, mapping)) {
      positions.set(row.rowId, leaves.length);
      leaves.push(row.leaf);
    }
    for (const { sourceId: id, part, rowId, cells } of own) {
      const place = { mapping, sourceId: id, part, rowId };
      const path = merklePath(leaves, positions.get(rowId) ?? 0);
      placed.push({ ...place, cells, key: recordKey(key, place).toString("hex"), path });
    }
  }
  return { format: "flitstack-inclusion", version: 1, root, head: headOf(head), rows: placed } as const;
}

function headOf(text: string): ProofHead {
  // Written by `closeProof`, read by nobody else.
  return JSON.parse(text) as ProofHead;
}
