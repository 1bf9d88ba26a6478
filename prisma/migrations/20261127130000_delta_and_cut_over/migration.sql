-- Conflicts carry their decision; a record's rows conflict each by itself.
-- AlterTable
ALTER TABLE "conflict" DROP CONSTRAINT "conflict_pkey",
ADD COLUMN     "applied_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_by" UUID,
ADD COLUMN     "decided_name" TEXT,
ADD COLUMN     "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "is_rule" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reopened_at" TIMESTAMPTZ(3),
ADD COLUMN     "seen" BYTEA,
ADD COLUMN     "wish" TEXT,
ADD CONSTRAINT "conflict_pkey" PRIMARY KEY ("tenant_id", "migration_id", "mapping", "row_id", "column");

-- CreateTable
CREATE TABLE "conflict_rule" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "mapping" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "wish" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conflict_rule_pkey" PRIMARY KEY ("tenant_id","migration_id","mapping","column")
);

-- CreateTable
CREATE TABLE "delta_window" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_name" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "every_minutes" INTEGER,
    "next_at" TIMESTAMPTZ(3),
    "final_run_id" UUID,
    "trouble" TEXT,

    CONSTRAINT "delta_window_pkey" PRIMARY KEY ("tenant_id","migration_id")
);

-- CreateTable
CREATE TABLE "delta_change" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "mapping" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "delta_change_pkey" PRIMARY KEY ("tenant_id","migration_id","run_id","mapping","source_id")
);

-- CreateTable
CREATE TABLE "cut_over_tick" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cut_over_tick_pkey" PRIMARY KEY ("tenant_id","migration_id","item")
);

-- CreateIndex
CREATE INDEX "conflict_tenant_id_migration_id_mapping_source_id_idx" ON "conflict"("tenant_id", "migration_id", "mapping", "source_id");
-- Values that only code chooses: a misspelt wish must not be stored.
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_wish_known" CHECK (wish IN ('take', 'keep'));
ALTER TABLE "conflict_rule" ADD CONSTRAINT "conflict_rule_wish_known" CHECK (wish IN ('take', 'keep'));

-- Tenant walls of the new tables, as in the first migration.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['conflict_rule', 'delta_window', 'delta_change', 'cut_over_tick']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_wall ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  END LOOP;
END $$;

-- Planned passes that may be due: ids only, over the tenant walls. Whoever starts one decides again behind the wall.
CREATE FUNCTION due_passes(most int) RETURNS TABLE (tenant_id uuid, migration_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT w.tenant_id, w.migration_id FROM delta_window w
  WHERE w.final_run_id IS NULL AND w.every_minutes IS NOT NULL
    AND w.next_at <= clock_timestamp() AND clock_timestamp() < w.ends_at
    AND NOT EXISTS (
      SELECT FROM run r WHERE r.tenant_id = w.tenant_id AND r.migration_id = w.migration_id AND r.state IN ('running', 'paused'))
  ORDER BY w.next_at LIMIT most
$$;
