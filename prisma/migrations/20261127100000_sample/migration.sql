-- CreateTable
CREATE TABLE "sample_choice" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seed" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "coverage" BYTEA NOT NULL,
    "map_digest" TEXT NOT NULL,
    "loaded_digest" TEXT,

    CONSTRAINT "sample_choice_pkey" PRIMARY KEY ("tenant_id","migration_id")
);

-- CreateTable
CREATE TABLE "sample_record" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "why" TEXT NOT NULL,

    CONSTRAINT "sample_record_pkey" PRIMARY KEY ("tenant_id","migration_id","object","source_id")
);

-- CreateTable
CREATE TABLE "sample_pin" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sample_pin_pkey" PRIMARY KEY ("tenant_id","migration_id","object","source_id")
);

-- CreateTable
CREATE TABLE "sample_comment" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "mapping" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "column" TEXT,
    "text" BYTEA NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_name" TEXT,
    "accepted" TEXT,

    CONSTRAINT "sample_comment_pkey" PRIMARY KEY ("tenant_id","migration_id","id")
);

-- CreateIndex
CREATE INDEX "sample_comment_tenant_id_migration_id_mapping_source_id_idx" ON "sample_comment"("tenant_id", "migration_id", "mapping", "source_id");

-- Values that only code chooses: a misspelt reason must not be stored.
ALTER TABLE "sample_record" ADD CONSTRAINT "sample_record_why_known" CHECK (why IN ('pinned', 'random', 'cover', 'relative'));

-- Tenant walls of the new tables, as in the first migration.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['sample_choice', 'sample_record', 'sample_pin', 'sample_comment']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_wall ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  END LOOP;
END $$;
