import { Refusal } from "@flit/core/refusal";
import { chooseSample } from "@flit/engine/sample/choose-sample";
import type { sampleEndpoints } from "../../features/sample/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { openSample } from "./open-sample.ts";
import { readSampleFacts } from "./view-sample.ts";

type Choice = Pick<typeof sampleEndpoints, "readSample" | "chooseSample" | "pinRecord" | "unpinRecord">;

const mostPins = 100;

/** Which records are in the sample. */
export const choiceHandlers: Handlers<Choice> = {
  readSample: ({ store, params }) =>
    store.transact(async (tx) => (await readSampleFacts(tx, await migrationOf(tx, params.migration))).view),

  chooseSample: async (call) => {
    const { store, params, body, log } = call;
    await store.transact(async (tx) => {
      const { view } = await readSampleFacts(tx, await migrationOf(tx, params.migration));
      const [wait] = view.waits.choose;
      if (wait) throw new Refusal("not-ready", wait.words);
      const isActive = (await tx.runs.list(params.migration)).some(
        ({ state }) => state === "running" || state === "paused",
      );
      if (isActive) throw new Refusal("run-active", "Something is still running. Wait for its end, or stop it first.");
    });
    const context = await openSample(call);
    const { records } = await chooseSample(context, body, (tx, sample) =>
      log(tx, { size: body.size, records: sample.records, random: sample.random }),
    );
    return { records };
  },

  pinRecord: async ({ store, params, body, who, log }) => {
    await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const [found] = await tx.staging.byIds(id, [body.object], [body.id]);
      if (!found)
        throw new Problem(404, "not-found", "Cliniko has no such record, or it was created after the last reading.", {
          id: "No record has this id.",
        });
      if ((await tx.sample.pins(id)).length >= mostPins)
        throw new Refusal("too-many-pins", `At most ${mostPins} records can be pinned. Take one away first.`);
      const { id: personId, name } = who.person;
      await tx.sample.pin(id, { object: body.object, id: body.id, by: { id: personId, name } });
      await log(tx, { object: body.object, record: body.id, isPinned: true });
    });
    return {};
  },

  unpinRecord: async ({ store, params, body, log }) => {
    await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      await tx.sample.unpin(id, body);
      await log(tx, { object: body.object, record: body.id, isPinned: false });
    });
    return {};
  },
};
