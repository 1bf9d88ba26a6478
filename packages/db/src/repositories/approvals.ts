import { randomUUID } from "node:crypto";
import type { Approval, ApprovalStore } from "@flit/core/approval";
import type { Json } from "@flit/core/record";
import { execute, query, type Session } from "../sql.ts";

type Row = Omit<Approval, "at" | "voided"> & { at: Date; voidedAt: Date | null; voidedWhy: string | null };
const columns = `id::text as id, kind, digest, statement, typed_name as "typedName", person_id::text as "personId", role, at,
  voided_at as "voidedAt", voided_why as "voidedWhy"`;
const scope = "tenant_id = $1::uuid and migration_id = $2::uuid";

/** Signatures under digests; a later change voids them, nothing deletes them. */
export function approvalStore(session: Session): ApprovalStore {
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  return {
    create: async (migrationId, { kind, digest, statement, typedName, personId, role }, content = null) => {
      const [row] = await query<Row>(
        session,
        `insert into approval (tenant_id, migration_id, id, kind, digest, statement, typed_name, person_id, role, at, content)
         values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8::uuid, $9, clock_timestamp(), $10::jsonb) returning ${columns}`,
        ...at(migrationId),
        randomUUID(),
        kind,
        digest,
        statement,
        typedName,
        personId,
        role,
        JSON.stringify(content),
      );
      if (!row) throw new Error("The approval was not saved.");
      return toApproval(row);
    },
    list: async (migrationId) =>
      (
        await query<Row>(
          session,
          `select ${columns} from approval where ${scope} order by at desc, id`,
          ...at(migrationId),
        )
      ).map(toApproval),
    content: async (migrationId, id) => {
      const [row] = await query<{ content: Json }>(
        session,
        `select content from approval where ${scope} and id = $3::uuid`,
        ...at(migrationId),
        id,
      );
      return row?.content ?? null;
    },
    current: async (migrationId, kind) => {
      const [row] = await query<Row>(
        session,
        `select ${columns} from approval where ${scope} and kind = $3 and voided_at is null order by at desc, id limit 1`,
        ...at(migrationId),
        kind,
      );
      return row ? toApproval(row) : null;
    },
    voidAll: (migrationId, kind, why) =>
      execute(
        session,
        `update approval set voided_at = clock_timestamp(), voided_why = $4 where ${scope} and kind = $3 and voided_at is null`,
        ...at(migrationId),
        kind,
        why,
      ),
  };
}

function toApproval({ voidedAt, voidedWhy, at, ...row }: Row): Approval {
  return {
    ...row,
    at: at.toISOString(),
    voided: voidedAt === null ? null : { at: voidedAt.toISOString(), why: voidedWhy ?? "" },
  };
}
