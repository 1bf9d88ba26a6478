import type { AuditReport } from "@flit/core/audit-report";
import type { ConnectionCheck } from "@flit/core/connection-check";
import type { FieldProfile } from "@flit/core/field-profile";
import { sha256Hex } from "@flit/core/ids";
import type { CheckAcceptance, InventoryStore, PlatformName } from "@flit/core/inventory-store";
import { asJson, base64, execute, query, type Session } from "../sql.ts";

type Sealed = Pick<FieldProfile, "samples" | "values">;
type ProfileRow = Omit<FieldProfile, keyof Sealed | "records" | "filled" | "distinct"> & {
  readonly records: bigint;
  readonly filled: bigint;
  readonly distinct: bigint;
  readonly sealed: Uint8Array;
};
type Dated<T> = Omit<T, "at"> & { readonly at: Date };

const dated = <T extends { readonly at: Date }>({ at, ...row }: T) => ({ ...row, at: at.toISOString() });

/** Field profiles, the last audit's report, accepted warnings and tests of connections. Samples and values are sealed. */
export function inventoryStore(session: Session): InventoryStore {
  const { seal, tenantId } = session;
  const place = (migrationId: string, { object, path }: Pick<FieldProfile, "object" | "path">) => ({
    table: "field_profile",
    column: "samples",
    row: `${migrationId}/${object}/${path}`,
  });
  return {
    putProfiles: async (migrationId, object, profiles) => {
      await execute(
        session,
        `delete from field_profile where tenant_id = $1::uuid and migration_id = $2::uuid and object = $3`,
        tenantId,
        migrationId,
        object,
      );
      const rows = profiles.map(({ samples, values, ...profile }) => ({
        ...profile,
        sealed: base64(seal.seal(place(migrationId, profile), { samples, values } satisfies Sealed)),
      }));
      await execute(
        session,
        `insert into field_profile (tenant_id, migration_id, object, path, position, label, type, records, filled, "distinct", longest, samples)
         select $1::uuid, $2::uuid, $3, p.path, p.position, p.label, p.type, p.records, p.filled, p."distinct", p.longest, decode(p.sealed, 'base64')
         from jsonb_to_recordset($4::jsonb) as p(path text, position int, label text, type text, records bigint, filled bigint, "distinct" bigint, longest int, sealed text)`,
        tenantId,
        migrationId,
        object,
        asJson(rows),
      );
    },
    profiles: async (migrationId, object) => {
      const rows = await query<ProfileRow>(
        session,
        `select object, path, position, label, type, records, filled, "distinct", longest, samples as sealed from field_profile
         where tenant_id = $1::uuid and migration_id = $2::uuid and ($3::text is null or object = $3) order by object, position, path`,
        tenantId,
        migrationId,
        object ?? null,
      );
      return rows.map(({ sealed, ...row }) => ({
        ...row,
        records: Number(row.records),
        filled: Number(row.filled),
        distinct: Number(row.distinct),
        ...(seal.open(place(migrationId, row), sealed) as Sealed),
      }));
    },
    putReport: async (migrationId, runId, report) => {
      const text = JSON.stringify(report);
      await execute(
        session,
        `insert into audit_report (tenant_id, migration_id, run_id, at, report, digest) values ($1::uuid, $2::uuid, $3::uuid, clock_timestamp(), $4::jsonb, $5)
         on conflict (tenant_id, migration_id) do update set run_id = excluded.run_id, at = excluded.at, report = excluded.report, digest = excluded.digest`,
        tenantId,
        migrationId,
        runId,
        text,
        sha256Hex(text),
      );
    },
    report: async (migrationId) => {
      const [row] = await query<{ runId: string; at: Date; digest: string; report: AuditReport }>(
        session,
        `select run_id::text as "runId", at, digest, report from audit_report where tenant_id = $1::uuid and migration_id = $2::uuid`,
        tenantId,
        migrationId,
      );
      return row ? dated(row) : null;
    },
    accept: async (migrationId, { key, why, reason, personId, personName }) => {
      await execute(
        session,
        `insert into check_acceptance (tenant_id, migration_id, key, why, reason, person_id, person_name, at)
         values ($1::uuid, $2::uuid, $3, $4, $5, $6::uuid, $7, clock_timestamp())
         on conflict (tenant_id, migration_id, key) do update set why = excluded.why, reason = excluded.reason,
           person_id = excluded.person_id, person_name = excluded.person_name, at = excluded.at`,
        tenantId,
        migrationId,
        key,
        why,
        reason,
        personId,
        personName,
      );
    },
    withdraw: async (migrationId, key) => {
      await execute(
        session,
        `delete from check_acceptance where tenant_id = $1::uuid and migration_id = $2::uuid and key = $3`,
        tenantId,
        migrationId,
        key,
      );
    },
    acceptances: async (migrationId) =>
      (
        await query<Dated<CheckAcceptance>>(
          session,
          `select key, why, reason, person_id::text as "personId", person_name as "personName", at from check_acceptance
           where tenant_id = $1::uuid and migration_id = $2::uuid order by at, key`,
          tenantId,
          migrationId,
        )
      ).map(dated),
    putConnectionTest: async (migrationId, platform, checks) => {
      await execute(
        session,
        `insert into connection_test (tenant_id, migration_id, platform, at, checks, is_good) values ($1::uuid, $2::uuid, $3, clock_timestamp(), $4::jsonb, $5)
         on conflict (tenant_id, migration_id, platform) do update set at = excluded.at, checks = excluded.checks, is_good = excluded.is_good`,
        tenantId,
        migrationId,
        platform,
        asJson(checks),
        checks.every((check) => check.verdict !== "fail"),
      );
    },
    connectionTests: async (migrationId) =>
      (
        await query<{ platform: PlatformName; at: Date; checks: readonly ConnectionCheck[]; isGood: boolean }>(
          session,
          `select platform, at, checks, is_good as "isGood" from connection_test where tenant_id = $1::uuid and migration_id = $2::uuid order by platform`,
          tenantId,
          migrationId,
        )
      ).map(dated),
  };
}
