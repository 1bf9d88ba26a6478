import type { DestinationDescription } from "@flit/core/destination";
import { sha256Hex } from "@flit/core/ids";
import { type LoadedKnowledge, loadKnowledge } from "@flit/engine/mapping/load-knowledge";
import type { TrialContext } from "@flit/engine/trial";
import { migrationOf } from "../clinics/handlers.ts";
import type { ClinicCall } from "../handler.ts";

/** What every answer about a map rests on. */
export interface Review {
  readonly knowledge: LoadedKnowledge;
  readonly trial: TrialContext;
}

type Call = Pick<ClinicCall<{ readonly migration: string }, unknown>, "store" | "clinic" | "params" | "product">;

/** Describing an environment takes hundreds of small requests: it is done again after this long, or when people connect anew. */
const describedMs = 10 * 60_000;
const described = new Map<string, { readonly at: number; readonly live: Promise<DestinationDescription> }>();

/** Opens a migration's map for review. Throws Problem, Refusal("not-connected") or Fault. */
export async function openReview({ store, clinic, params, product }: Call): Promise<Review> {
  const { migration, made } = await store.transact(async (tx) => ({
    migration: await migrationOf(tx, params.migration),
    made: (await tx.migrations.provisioned(params.migration)).filter(({ state }) => state === "done").length,
  }));
  const key = `${clinic}:${sha256Hex(JSON.stringify(migration.connections))}:${made}`;
  const context = await product.composition.open(clinic, migration.id, `review-${migration.id}-${key}`);
  const fresh = { ...context, migration };
  const knowledge = await loadKnowledge(fresh, (tables) => describe(key, () => context.destination.describe(tables)));
  return { knowledge, trial: { ...fresh, live: knowledge.live } };
}

/** The last description while it is young; an old one when the environment does not answer. */
async function describe(key: string, read: () => Promise<DestinationDescription>): Promise<DestinationDescription> {
  const known = described.get(key);
  if (known && performance.now() - known.at < describedMs) return known.live;
  const live = read();
  described.set(key, { at: performance.now(), live });
  try {
    return await live;
  } catch (error) {
    if (known) described.set(key, known);
    else described.delete(key);
    if (known) return known.live;
    throw error;
  }
}
