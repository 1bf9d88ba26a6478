import { createHash } from "node:crypto";
import type { AuditEvent, AuditStore, ChainedEvent } from "@flit/core/audit-store";
import { asJson, execute, query, type Session } from "../sql.ts";

type Stored = AuditEvent & { chain: string; position: bigint; hash: string };
const verifyPage = 5_000;

/** Append-only hash chains, one per (run, chain). */
export function auditStore(session: Session): AuditStore {
  const { tenantId } = session;
  return {
    append: async (runId, chain, events) => {
      if (events.length === 0) return;
      // One appender of a chain at a time, until the transaction ends.
      await query(
        session,
        `select pg_advisory_xact_lock(hashtextextended($1, 0))::text as locked`,
        `${runId}/${chain}`,
      );
      const [head] = await query<{ position: bigint; hash: string }>(
        session,
        `select position, hash from audit_event where tenant_id = $1::uuid and run_id = $2::uuid and chain = $3 order by position desc limit 1`,
        tenantId,
        runId,
        chain,
      );
      let hash = head?.hash ?? "";
      let position = Number(head?.position ?? 0);
      const rows = events.map((event) => {
        position += 1;
        hash = chained(hash, event);
        return { position, event: event.event, subject: event.subject, hash };
      });
      await execute(
        session,
        `insert into audit_event (tenant_id, run_id, chain, position, event, subject, hash)
         select $1::uuid, $2::uuid, $3, e.position, e.event, e.subject, e.hash
         from jsonb_to_recordset($4::jsonb) as e(position bigint, event text, subject jsonb, hash text)`,
        tenantId,
        runId,
        chain,
        asJson(rows),
      );
    },
    heads: async (runId) => {
      const rows = await query<{ chain: string; count: number; hash: string }>(
        session,
        `with ends as (select chain, max(position) as position, count(*)::int as count from audit_event
           where tenant_id = $1::uuid and run_id = $2::uuid group by chain)
         select e.chain, n.count, e.hash from ends n join audit_event e
           on e.tenant_id = $1::uuid and e.run_id = $2::uuid and e.chain = n.chain and e.position = n.position order by e.chain`,
        tenantId,
        runId,
      );
      return {
        events: rows.reduce((sum, { count }) => sum + count, 0),
        heads: Object.fromEntries(rows.map(({ chain, hash }) => [`${runId}/${chain}`, hash])),
      };
    },
    page: async (runId, after, limit) => {
      const rows = await query<Omit<ChainedEvent, "position" | "at"> & { position: bigint; at: Date }>(
        session,
        `select chain, position, event, subject, hash, at from audit_event where tenant_id = $1::uuid and run_id = $2::uuid
           and (chain, position) > ($3, $4::bigint) order by chain, position limit $5`,
        tenantId,
        runId,
        after?.chain ?? "",
        after?.position ?? 0,
        limit,
      );
      return rows.map((row) => ({ ...row, position: Number(row.position), at: row.at.toISOString() }));
    },
    verify: async (runId) => {
      const heads: Record<string, string> = {};
      const expected = new Map<string, number>();
      let events = 0;
      let firstBroken: string | null = null;
      for (let after = { chain: "", position: 0 }; ; ) {
        const page = await query<Stored>(
          session,
          `select chain, position, event, subject, hash from audit_event where tenant_id = $1::uuid and run_id = $2::uuid
             and (chain, position) > ($3, $4::bigint) order by chain, position limit ${verifyPage}`,
          tenantId,
          runId,
          after.chain,
          after.position,
        );
        for (const row of page) {
          const position = Number(row.position);
          const isNext = position === (expected.get(row.chain) ?? 0) + 1;
          if (!isNext || row.hash !== chained(heads[row.chain] ?? "", row))
            firstBroken ??= `${runId}/${row.chain}/${position}`;
          heads[row.chain] = row.hash;
          expected.set(row.chain, position);
        }
        events += page.length;
        const last = page.at(-1);
        if (!last) break;
        after = { chain: last.chain, position: Number(last.position) };
      }
      return {
        events,
        heads: Object.fromEntries(Object.entries(heads).map(([chain, hash]) => [`${runId}/${chain}`, hash])),
        firstBroken,
      };
    },
  };
}

/** Keys are sorted: JSON from the database comes back in another order. */
function chained(previous: string, { event, subject }: AuditEvent): string {
  const canonical = JSON.stringify([event, Object.entries(subject).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash("sha256").update(previous).update(canonical).digest("hex");
}
