-- CreateTable
CREATE TABLE "reconcile_finding" (
    "tenant_id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "migration_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mapping" TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "source_id" TEXT,
    "row_id" TEXT,
    "column" TEXT,

    CONSTRAINT "reconcile_finding_pkey" PRIMARY KEY ("tenant_id","position")
);

-- CreateTable
CREATE TABLE "reconcile_row" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "table" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "migration_id" UUID NOT NULL,
    "mapping" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "patient_row_id" TEXT,
    "cells" BYTEA NOT NULL,
    "leaf" BYTEA NOT NULL,

    CONSTRAINT "reconcile_row_pkey" PRIMARY KEY ("tenant_id","run_id","table","row_id")
);

-- CreateTable
CREATE TABLE "reconcile_total" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mapping" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "migration_id" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "amount" BYTEA,

    CONSTRAINT "reconcile_total_pkey" PRIMARY KEY ("tenant_id","run_id","kind","mapping","side","key")
);

-- CreateTable
CREATE TABLE "reconcile_proof" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "key" BYTEA NOT NULL,
    "root" TEXT,
    "head" TEXT,

    CONSTRAINT "reconcile_proof_pkey" PRIMARY KEY ("tenant_id","run_id")
);

-- CreateIndex
CREATE INDEX "reconcile_finding_tenant_id_run_id_kind_mapping_position_idx" ON "reconcile_finding"("tenant_id", "run_id", "kind", "mapping", "position");

-- CreateIndex
CREATE INDEX "reconcile_row_tenant_id_run_id_mapping_source_id_part_idx" ON "reconcile_row"("tenant_id", "run_id", "mapping", "source_id", "part");

-- CreateIndex
CREATE INDEX "reconcile_row_tenant_id_run_id_patient_row_id_idx" ON "reconcile_row"("tenant_id", "run_id", "patient_row_id");

-- Tenant walls of the new tables, as in the first migration.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['reconcile_finding', 'reconcile_row', 'reconcile_total', 'reconcile_proof']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_wall ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  END LOOP;
END $$;
