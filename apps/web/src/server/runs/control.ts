import type { RunKind } from "@flit/core/run";
import { controlRun } from "@flit/engine/start-run";
import { migrationOf } from "../clinics/handlers.ts";
import type { ClinicCall } from "../handler.ts";
import { Problem } from "../problem.ts";

/** Pauses, resumes or stops a run of one kind, and logs it. A run of another kind is not this page's business. */
export async function controlOwnRun(
  call: ClinicCall<
    { readonly migration: string },
    { readonly run: string; readonly wish: "pause" | "resume" | "cancel" }
  >,
  kind: RunKind,
): Promise<void> {
  const { store, clinic, params, body, product, log } = call;
  await store.transact(async (tx) => {
    await migrationOf(tx, params.migration);
    const run = await tx.runs.get(body.run);
    if (run?.migrationId !== params.migration || run.kind !== kind)
      throw new Problem(404, "not-found", "There is no such run.");
  });
  const context = await product.composition.open(clinic, params.migration, `web-control-${body.run}`);
  await controlRun(context, body.run, body.wish);
  await store.transact((tx) => log(tx, { run: body.run, wish: body.wish }));
  await product.dispatch();
}
