import type { TenantStore } from "@flit/core/ports";
import type { DatabaseClient } from "./client.ts";
import { accountStore } from "./repositories/accounts.ts";
import { actionStore } from "./repositories/actions.ts";
import { approvalStore } from "./repositories/approvals.ts";
import { auditStore } from "./repositories/audit.ts";
import { conflictStore } from "./repositories/conflicts.ts";
import { deltaStore } from "./repositories/delta.ts";
import { inventoryStore } from "./repositories/inventory.ts";
import { issueStore } from "./repositories/issues.ts";
import { ledgerStore } from "./repositories/ledger.ts";
import { linkStore } from "./repositories/links.ts";
import { mapDraftStore } from "./repositories/map-draft.ts";
import { memoryStore } from "./repositories/memory.ts";
import { messageStore } from "./repositories/messages.ts";
import { migrationStore } from "./repositories/migrations.ts";
import { modelStore } from "./repositories/model.ts";
import { reconcileStore } from "./repositories/reconcile.ts";
import { recordStore } from "./repositories/records.ts";
import { rollbackStore } from "./repositories/rollback.ts";
import { runFiguresStore } from "./repositories/run-figures.ts";
import { runStore } from "./repositories/runs.ts";
import { sampleStore } from "./repositories/sample.ts";
import { stagingStore } from "./repositories/staging.ts";
import type { Seal, TenantSeal } from "./seal.ts";

const limits = { maxWait: 60_000, timeout: 120_000 } as const;

/**
 * A tenant's store. Each `transact` is one interactive transaction whose first statement names the tenant: the only
 * way found with Prisma in which row-level security holds for pooled connections.
 */
export function createTenantStore(client: DatabaseClient, tenantId: string, seal: Seal): TenantStore {
  let own: TenantSeal | null = null;
  return {
    tenantId,
    transact: (work) =>
      client.$transaction(async (tx) => {
        await tx.$executeRaw`select set_config('app.tenant_id', ${tenantId}, true)`;
        if (own === null) {
          const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { dataKey: true } });
          own = seal.forTenant(tenantId, tenant.dataKey);
        }
        const session = { tx, tenantId, seal: own };
        return work({
          migrations: migrationStore(session),
          runs: runStore(session),
          staging: stagingStore(session),
          links: linkStore(session),
          ledger: ledgerStore(session),
          accounts: accountStore(session),
          audit: auditStore(session),
          actions: actionStore(session),
          approvals: approvalStore(session),
          inventory: inventoryStore(session),
          mapDraft: mapDraftStore(session),
          figures: runFiguresStore(session),
          messages: messageStore(session),
          issues: issueStore(session),
          records: recordStore(session),
          conflicts: conflictStore(session),
          delta: deltaStore(session),
          rollbacks: rollbackStore(session),
          sample: sampleStore(session),
          reconcile: reconcileStore(session),
          memory: memoryStore(session),
          model: modelStore(session),
        });
      }, limits),
  };
}
