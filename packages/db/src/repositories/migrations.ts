import type { DestinationDescription } from "@flit/core/destination";
import type { MadePlan } from "@flit/core/plan";
import type { FrozenMap, Migration, MigrationStore, ProvisionedStep } from "@flit/core/ports";
import { asJson, execute, query, type Session } from "../sql.ts";
import { ownerStore } from "./owners.ts";

type Row = Omit<Migration, "connections"> & { connections: Uint8Array };

/** Migrations with what was frozen, planned, approved and provisioned. Connections are sealed. */
export function migrationStore(session: Session): MigrationStore {
  const { seal, tenantId } = session;
  const place = (id: string) => ({ table: "migration", column: "connections", row: id });
  const sealed = (id: string, connections: Migration["connections"]) => seal.seal(place(id), connections);
  const open = (row: Row): Migration => ({
    ...row,
    connections: seal.open(place(row.id), row.connections) as Migration["connections"],
  });
  const columns = `id::text as id, name, generation, connections, options`;
  const update = (id: string, set: string, ...values: readonly unknown[]) =>
    execute(
      session,
      `update migration set ${set} where tenant_id = $1::uuid and id = $2::uuid`,
      tenantId,
      id,
      ...values,
    ).then(() => undefined);
  const get = async (id: string) => {
    const [row] = await query<Row>(
      session,
      `select ${columns} from migration where tenant_id = $1::uuid and id = $2::uuid`,
      tenantId,
      id,
    );
    return row ? open(row) : null;
  };
  return {
    create: async (migration) => {
      await execute(
        session,
        `insert into migration (tenant_id, id, name, connections, options) values ($1::uuid, $2::uuid, $3, $4, $5::jsonb)`,
        tenantId,
        migration.id,
        migration.name,
        sealed(migration.id, migration.connections),
        JSON.stringify(migration.options),
      );
      return { ...migration, generation: 0 };
    },
    get,
    list: async () =>
      (
        await query<Row>(
          session,
          `select ${columns} from migration where tenant_id = $1::uuid order by created_at, id`,
          tenantId,
        )
      ).map(open),
    lock: async (id) => {
      const text = `select ${columns} from migration where tenant_id = $1::uuid and id = $2::uuid for update`;
      const [row] = await query<Row>(session, text, tenantId, id);
      return row ? open(row) : null;
    },
    setConnections: (id, connections) => update(id, `connections = $3`, sealed(id, connections)),
    setOptions: (id, options) => update(id, `options = $3::jsonb`, JSON.stringify(options)),
    raiseGeneration: (id) => update(id, `generation = generation + 1`),
    saveMap: (id, map) =>
      update(
        id,
        `map = $3::jsonb, map_digest = $4, plan_approved_digest = null`,
        JSON.stringify(map.objects),
        map.digest,
      ),
    map: async (id) => {
      const [row] = await query<{ digest: string | null; objects: FrozenMap["objects"] }>(
        session,
        `select map_digest as digest, map as objects from migration where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        id,
      );
      return row?.digest ? { digest: row.digest, objects: row.objects } : null;
    },
    savePlan: (id, plan, before) =>
      update(
        id,
        `plan = $3::jsonb, plan_digest = $4, plan_before = $5::jsonb, plan_approved_digest = null`,
        JSON.stringify(plan),
        plan.digest,
        JSON.stringify(before),
      ),
    plan: async (id) => {
      const [row] = await query<{
        plan: MadePlan | null;
        before: DestinationDescription;
        approvedDigest: string | null;
      }>(
        session,
        `select plan, plan_before as before, plan_approved_digest as "approvedDigest" from migration where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        id,
      );
      return row?.plan ? { plan: row.plan, before: row.before, approvedDigest: row.approvedDigest } : null;
    },
    approvePlan: (id, digest, by) =>
      update(id, `plan_approved_digest = $3, plan_approved_by = $4, plan_approved_at = clock_timestamp()`, digest, by),
    saveProvisioned: async (id, steps) => {
      if (steps.length === 0) return;
      await execute(
        session,
        `insert into provision_step (tenant_id, migration_id, key, position, step, state)
         select $1::uuid, $2::uuid, s.key, s.position, s.step, s.state from jsonb_to_recordset($3::jsonb) as s(key text, position int, step jsonb, state text)
         on conflict (tenant_id, migration_id, key) do update set position = excluded.position, step = excluded.step, state = excluded.state`,
        tenantId,
        id,
        asJson(steps),
      );
    },
    provisioned: (id) =>
      query<ProvisionedStep>(
        session,
        `select position, key, step, state from provision_step where tenant_id = $1::uuid and migration_id = $2::uuid order by position`,
        tenantId,
        id,
      ),
    ...ownerStore(session),
  };
}
