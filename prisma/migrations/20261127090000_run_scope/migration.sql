-- AlterTable
ALTER TABLE "ledger_entry" ADD COLUMN     "undone_in" UUID;

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "request_key" TEXT,
ADD COLUMN     "scope" JSONB;

-- CreateTable
CREATE TABLE "run_record" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,

    CONSTRAINT "run_record_pkey" PRIMARY KEY ("tenant_id","run_id","object","source_id")
);

-- CreateIndex
CREATE INDEX "ledger_entry_tenant_id_undone_in_mapping_seq_idx" ON "ledger_entry"("tenant_id", "undone_in", "mapping", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "run_tenant_id_migration_id_request_key_key" ON "run"("tenant_id", "migration_id", "request_key");

-- Tenant walls of the new table, as in the first migration.
ALTER TABLE "run_record" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "run_record" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON "run_record" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
