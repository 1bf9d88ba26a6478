import type { Phase } from "@flit/core/journey";
import type { StaffRunView } from "../../features/staff/endpoints.ts";
import { readJourney } from "../clinics/journey.ts";
import type { WebProduct } from "../product.ts";
import type { SeenRun } from "./view-run.ts";

/** Phases change in hours; the dashboard asks every few seconds. */
const knownForMs = 15_000;
const known = new Map<string, { readonly at: number; readonly phase: Phase }>();

/** Runs with where their migrations stand. */
export async function withPhases(
  { composition }: Pick<WebProduct, "composition">,
  runs: readonly SeenRun[],
): Promise<StaffRunView[]> {
  for (const [id, { at }] of known) if (performance.now() - at >= knownForMs) known.delete(id);
  const seen: StaffRunView[] = [];
  for (const run of runs) {
    const phase = known.get(run.migrationId)?.phase ?? (await phaseOf(composition, run));
    known.set(run.migrationId, known.get(run.migrationId) ?? { at: performance.now(), phase });
    seen.push({ ...run, phase });
  }
  return seen;
}

async function phaseOf(composition: WebProduct["composition"], run: SeenRun): Promise<Phase> {
  return composition.store(run.tenantId).transact(async (tx) => {
    const migration = await tx.migrations.get(run.migrationId);
    if (!migration) throw new Error("A run's migration is gone.");
    return (await readJourney(tx, migration)).phase;
  });
}
