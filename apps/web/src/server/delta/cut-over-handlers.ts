import { beforeGoLive, cutOverOf, goLive, isTickable } from "@flit/core/cut-over";
import { Refusal } from "@flit/core/refusal";
import type { deltaEndpoints } from "../../features/delta/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { readDeltaStanding } from "./standing.ts";

/** The checklist before going live, and the mark of it. */
export const cutOverHandlers: Handlers<Pick<typeof deltaEndpoints, "tickItem" | "markLive">> = {
  tickItem: ({ store, params, body, who, log }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const { item, isDone } = body;
      if (!isTickable(item))
        throw new Refusal("not-tickable", "This item follows from what was done. It cannot be ticked by hand.");
      if (isDone) await tx.delta.tick(id, item, { personId: who.person.id, name: who.person.name });
      else await tx.delta.untick(id, item);
      await log(tx, { item, isDone });
      return {};
    }),

  markLive: ({ store, params, body, who, log }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const { facts } = await readDeltaStanding(tx, id, await tx.runs.list(id));
      const left = beforeGoLive(cutOverOf(facts, await tx.delta.ticks(id)));
      if (body.isLive && left.length > 0) {
        const first = left[0]?.title ?? "";
        const more = left.length > 1 ? `, and ${left.length - 1} more` : "";
        throw new Refusal("not-ready", `Before going live: ${first.charAt(0).toLowerCase()}${first.slice(1)}${more}.`);
      }
      if (body.isLive) await tx.delta.tick(id, goLive, { personId: who.person.id, name: who.person.name });
      else await tx.delta.untick(id, goLive);
      await log(tx, { isLive: body.isLive });
      return {};
    }),
};
