import type { Migration, RecordKey, TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { unreachable } from "@flit/core/unreachable";
import type { RunWish } from "@flit/engine/start-run";
import type { RollbackWish } from "../../features/rollback/endpoints.ts";
import type { NamedMaps } from "./objects.ts";

const mostOfReason = 10_000;

/** What people want taken back, as the engine is asked for it. Throws Refusal for what does not exist. */
export async function runWishOf(
  store: TenantStore,
  migration: Migration,
  named: NamedMaps,
  wish: RollbackWish,
): Promise<RunWish> {
  switch (wish.kind) {
    case "all":
      return {};
    case "objects": {
      const known = new Set(named.maps.map(({ key }) => named.titleOf(key)));
      const unknown = wish.objects.filter((object) => !known.has(object) && object !== "Attachment");
      if (unknown.length > 0) throw new Refusal("no-object", `Nothing of this migration is called ${unknown[0]}.`);
      return { mappings: named.withDependents(wish.objects) };
    }
    case "records": {
      const ids = [...new Set(wish.ids)];
      const found = await store.transact((tx) => tx.staging.byIds(migration.id, [wish.object], ids));
      const missing = ids.filter((id) => !found.some((record) => record.id === id));
      if (missing.length > 0)
        throw new Refusal(
          "no-record",
          `${missing.length} of ${ids.length} ids are not in what was read from Cliniko, ${missing[0]} among them. See that the object is right.`,
        );
      return { records: found.map(({ object, id }): RecordKey => ({ object, id })) };
    }
    case "reason": {
      const map = named.maps.find(({ key }) => key === wish.mapping);
      const ids = await store.transact((tx) =>
        tx.rollbacks.recordsOfReason(migration.id, wish.mapping, wish.reason, mostOfReason),
      );
      if (!map || ids.length === 0) throw new Refusal("no-record", "No record stands under this reason any more.");
      return { records: ids.map((id) => ({ object: map.source.object, id })) };
    }
    default:
      return unreachable(wish);
  }
}
