import type { Job } from "../job.ts";
import { runToEnd } from "../phases/run-to-end.ts";
import type { Mutation, Named } from "./mutation.ts";
import type { Platform, RawChange, StoredRow } from "./platform.ts";

const findingsAtOnce = 1_000;

/** What one verification said of defects made before it. */
export interface PassResult {
  readonly mutations: readonly { readonly mutation: Mutation; readonly isNamed: boolean }[];
  /** Findings that nothing explains. */
  readonly alarms: readonly Named[];
  readonly isGreen: boolean;
}

/** Makes the defects, has the product verify, puts everything right again, and compares what was named with what was made. */
export async function runPass(job: Job, platform: Platform, mutations: readonly Mutation[]): Promise<PassResult> {
  const edits = mutations.flatMap((mutation) => mutation.edits);
  const before = edits.length === 0 ? {} : await platform.rows();
  const undo = await platform.change(mutations.flatMap(({ changes }) => changes));
  if (edits.length > 0) await platform.edit(edits);
  try {
    const run = await runToEnd(job, "verify");
    const found = await findingsOf(job, run.id);
    const said = new Set(found.map(spell));
    const explained = new Set(mutations.flatMap(({ named }) => named.map(spell)));
    return {
      mutations: mutations.map((mutation) => ({
        mutation,
        isNamed: mutation.named.every((one) => said.has(spell(one))),
      })),
      alarms: found.filter((one) => !explained.has(spell(one))),
      isGreen: run.state === "completed",
    };
  } finally {
    await platform.change(undo);
    await platform.change(edits.map(({ table, id, values }) => restored(before[table]?.[id] ?? {}, table, id, values)));
  }
}

/** An edit taken back without a trace, its author included. */
function restored(row: StoredRow, table: string, id: string, values: Readonly<Record<string, string>>): RawChange {
  const columns = [...Object.keys(values), "modifiedon", "modifiedby", "modifiedonbehalfby"];
  return { op: "set", table, id, values: Object.fromEntries(columns.map((column) => [column, row[column] ?? null])) };
}

async function findingsOf(job: Job, runId: string): Promise<readonly Named[]> {
  const found: Named[] = [];
  for (let after = 0; ; ) {
    const page = await job.store.transact((tx) =>
      tx.reconcile.findings(runId, { kind: null, mapping: null, after, limit: findingsAtOnce }),
    );
    found.push(
      ...page.map(({ kind, mapping, sourceId, rowId, column }) => ({ kind, mapping, sourceId, rowId, column })),
    );
    const last = page.at(-1);
    if (!last || page.length < findingsAtOnce) return found;
    after = last.position;
  }
}

function spell({ kind, mapping, sourceId, rowId, column }: Named): string {
  return JSON.stringify([kind, mapping, sourceId, rowId, column]);
}
