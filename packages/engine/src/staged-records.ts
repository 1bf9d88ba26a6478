import type { StagedRecord } from "@flit/core/ports";
import type { MigrationContext } from "./context.ts";

const pageSize = 1_000;

/** Every staged record of an object, page by page: memory holds one page. */
export async function* stagedPages(
  { store, migration }: Pick<MigrationContext, "store" | "migration">,
  object: string,
): AsyncGenerator<readonly StagedRecord[]> {
  for (let after = 0; ; ) {
    const page = await store.transact((tx) => tx.staging.page(migration.id, object, after, pageSize));
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.seq;
  }
}
