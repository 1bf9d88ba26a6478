-- CreateTable
CREATE TABLE "rollback_kept" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "mapping" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "rollback_kept_pkey" PRIMARY KEY ("tenant_id","run_id","mapping","row_id")
);

-- CreateTable
CREATE TABLE "rollback_request" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "preview_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "reason" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rollback_request_pkey" PRIMARY KEY ("tenant_id","run_id")
);

-- Tenant walls of the new tables, as in the first migration.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['rollback_kept', 'rollback_request']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_wall ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  END LOOP;
END $$;
