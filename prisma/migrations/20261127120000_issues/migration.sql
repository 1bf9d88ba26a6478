-- CreateTable
CREATE TABLE "issue_acceptance" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "mapping" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "reason" BYTEA NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "issue_acceptance_pkey" PRIMARY KEY ("tenant_id","migration_id","mapping","kind","code","column")
);

-- CreateTable
CREATE TABLE "issue_retry" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "mapping" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "sample" TEXT[],
    "check_run_id" UUID,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "issue_retry_pkey" PRIMARY KEY ("tenant_id","migration_id","run_id")
);

-- CreateTable
CREATE TABLE "record_name" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "words" TEXT[],

    CONSTRAINT "record_name_pkey" PRIMARY KEY ("tenant_id","migration_id","object","source_id")
);

-- CreateIndex
CREATE INDEX "ledger_entry_tenant_id_migration_id_mapping_source_id_idx" ON "ledger_entry"("tenant_id", "migration_id", "mapping", "source_id");

-- What a record is found by goes with it. A foreign key would check each row by a plan made while the table was empty.
CREATE FUNCTION forget_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM record_name n USING gone g
    WHERE n.tenant_id = g.tenant_id AND n.migration_id = g.migration_id AND n.object = g.object AND n.source_id = g.source_id;
  RETURN NULL;
END $$;
CREATE TRIGGER staged_record_forget_names AFTER DELETE ON "staged_record" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_names();

-- What needs attention is counted while people wait: only the rows that do are looked at.
CREATE INDEX "record_account_not_carried_idx" ON "record_account" ("tenant_id", "migration_id", "outcome", "mapping", "reason", "source_id") WHERE outcome IN ('rejected', 'skipped');
CREATE INDEX "record_account_mismatched_idx" ON "record_account" ("tenant_id", "migration_id", "mapping", "source_id") WHERE verification = 'mismatched';
CREATE INDEX "record_account_noted_idx" ON "record_account" ("tenant_id", "migration_id", "mapping", "source_id") WHERE notes <> '[]'::jsonb;
CREATE INDEX "ledger_entry_open_idx" ON "ledger_entry" ("tenant_id", "migration_id", "mapping", "source_id") WHERE state IN ('intended', 'unknown');

-- Values that only code chooses: a misspelt kind must not be stored.
ALTER TABLE "issue_acceptance" ADD CONSTRAINT "issue_acceptance_kind_known" CHECK (kind IN ('rejected', 'skipped', 'mismatched', 'unknown', 'note', 'conflict'));
ALTER TABLE "issue_retry" ADD CONSTRAINT "issue_retry_kind_known" CHECK (kind IN ('rejected', 'skipped', 'mismatched', 'unknown', 'note', 'conflict'));

-- Tenant walls of the new tables, as in the first migration.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['issue_acceptance', 'issue_retry', 'record_name']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_wall ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  END LOOP;
END $$;
