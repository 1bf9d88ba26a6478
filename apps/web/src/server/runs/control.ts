import type { RunKind } from "@flit/core/run";
import { controlRun } from "@flit/engine/start-run";
import { migrationOf } from "../clinics/handlers.ts";
import type { ClinicCall } from "../handler.ts";
import { Problem } from "../problem.ts";

/**
 * Pauses, resumes or stops a run, and logs it in the same transaction. A run of another kind than the page's is not its
 * business; null takes any.
 */
export async function controlOwnRun(
  call: ClinicCall<
    { readonly migration: string },
    { readonly run: string; readonly wish: "pause" | "resume" | "cancel" }
  >,
  kind: RunKind | null,
): Promise<void> {
  const { store, params, body, product, log } = call;
  await store.transact(async (tx) => {
    await migrationOf(tx, params.migration);
    const run = await tx.runs.get(body.run);
    if (run?.migrationId !== params.migration || (kind !== null && run.kind !== kind))
      throw new Problem(404, "not-found", "There is no such run.");
  });
  await controlRun({ store }, body.run, body.wish, (tx) => log(tx, { run: body.run, wish: body.wish }));
  await product.dispatch();
}
