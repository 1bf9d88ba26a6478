import { Refusal } from "@flit/core/refusal";
import { signSample } from "@flit/engine/sample/sign-sample";
import type { sampleEndpoints } from "../../features/sample/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { samplePage } from "./sample-page.ts";
import { readSampleFacts } from "./view-sample.ts";

type Signing = Pick<typeof sampleEndpoints, "signSample" | "printSample">;

/** The signature under the sample, and the document of it. */
export const signHandlers: Handlers<Signing> = {
  signSample: ({ store, params, body, who, role, log }) =>
    store.transact(async (tx) => {
      // Comparisons, map and plan stand still while somebody signs them.
      await tx.migrations.lock(params.migration);
      await tx.mapDraft.lock(params.migration);
      const { standing } = await readSampleFacts(tx, await migrationOf(tx, params.migration));
      const { id: personId, name } = who.person;
      const { digest, typedName } = body;
      const approval = await signSample(tx, params.migration, standing, { personId, name, role, digest, typedName });
      await log(tx, { digest, approval: approval.id });
      return { at: approval.at };
    }),

  printSample: ({ store, params, log }) =>
    store.transact(async (tx) => {
      const facts = await readSampleFacts(tx, await migrationOf(tx, params.migration));
      if (facts.standing.sample === null) throw new Refusal("no-sample", "There is no sample yet. Choose it first.");
      await log(tx, { digest: facts.standing.digest });
      return samplePage(facts);
    }),
};
