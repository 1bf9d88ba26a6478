-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "audit_event" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "chain" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "event" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("tenant_id","run_id","chain","position")
);

-- CreateTable
CREATE TABLE "link" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "mapping" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "table" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "version" TEXT,
    "digest" TEXT,
    "finish_digest" TEXT,
    "alias_of" TEXT,
    "is_ours" BOOLEAN NOT NULL,
    "is_touched" BOOLEAN NOT NULL,

    CONSTRAINT "link_pkey" PRIMARY KEY ("tenant_id","migration_id","mapping","source_id","part")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "migration_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "mapping" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "before" BYTEA,
    "after" BYTEA NOT NULL,
    "digest" TEXT NOT NULL,
    "map_digest" TEXT NOT NULL,
    "version_before" TEXT,
    "version_after" TEXT,
    "state" TEXT NOT NULL DEFAULT 'intended',
    "failure" TEXT,
    "intended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "record_account" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "mapping" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "notes" JSONB NOT NULL,
    "verification" TEXT,
    "columns" TEXT[],
    "run_id" UUID NOT NULL,

    CONSTRAINT "record_account_pkey" PRIMARY KEY ("tenant_id","migration_id","mapping","source_id")
);

-- CreateTable
CREATE TABLE "conflict" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "mapping" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "conflict_pkey" PRIMARY KEY ("tenant_id","migration_id","mapping","source_id","column")
);

-- CreateTable
CREATE TABLE "migration" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "connections" BYTEA NOT NULL,
    "options" JSONB NOT NULL,
    "map_digest" TEXT,
    "map" JSONB,
    "plan_digest" TEXT,
    "plan" JSONB,
    "plan_before" JSONB,
    "plan_approved_digest" TEXT,
    "plan_approved_by" TEXT,
    "plan_approved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "migration_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "provision_step" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "step" JSONB NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "provision_step_pkey" PRIMARY KEY ("tenant_id","migration_id","key")
);

-- CreateTable
CREATE TABLE "owner_resolution" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "practitioner_id" TEXT NOT NULL,
    "user_id" TEXT,
    "how" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL,

    CONSTRAINT "owner_resolution_pkey" PRIMARY KEY ("tenant_id","migration_id","practitioner_id")
);

-- CreateTable
CREATE TABLE "run" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "cut_off" TIMESTAMPTZ(3) NOT NULL,
    "since" TIMESTAMPTZ(3),
    "failure" TEXT,
    "result" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "step" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "after" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'pending',
    "cursor" JSONB,
    "done" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT,
    "idle_starts" INTEGER NOT NULL DEFAULT 0,
    "wait_until" TIMESTAMPTZ(6),
    "waiting_for" TEXT,
    "failure" TEXT,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(6),

    CONSTRAINT "step_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "staged_record" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "created_at" TEXT,
    "updated_at" TEXT,
    "removed_at" TEXT,
    "link_keys" TEXT[],
    "payload" BYTEA NOT NULL,
    "is_sampled" BOOLEAN NOT NULL DEFAULT false,
    "read_in" UUID NOT NULL,

    CONSTRAINT "staged_record_pkey" PRIMARY KEY ("tenant_id","migration_id","object","source_id")
);

-- CreateTable
CREATE TABLE "unknown_key" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "unknown_key_pkey" PRIMARY KEY ("tenant_id","migration_id","object","key")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_bucket" (
    "tenant_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "arrival_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "blocked_until" TIMESTAMPTZ(6),

    CONSTRAINT "rate_bucket_pkey" PRIMARY KEY ("tenant_id","key")
);

-- CreateIndex
CREATE INDEX "link_tenant_id_migration_id_row_id_idx" ON "link"("tenant_id", "migration_id", "row_id");

-- CreateIndex
CREATE INDEX "ledger_entry_tenant_id_migration_id_mapping_state_seq_idx" ON "ledger_entry"("tenant_id", "migration_id", "mapping", "state", "seq");

-- CreateIndex
CREATE INDEX "ledger_entry_tenant_id_migration_id_row_id_idx" ON "ledger_entry"("tenant_id", "migration_id", "row_id");

-- CreateIndex
CREATE INDEX "run_tenant_id_migration_id_started_at_idx" ON "run"("tenant_id", "migration_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "step_tenant_id_run_id_kind_subject_key" ON "step"("tenant_id", "run_id", "kind", "subject");

-- CreateIndex
CREATE INDEX "staged_record_tenant_id_migration_id_object_seq_idx" ON "staged_record"("tenant_id", "migration_id", "object", "seq");

-- CreateIndex
CREATE INDEX "staged_record_link_keys_idx" ON "staged_record" USING GIN ("link_keys");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_name_key" ON "tenant"("name");

-- Values that only code chooses: a misspelt state must not be stored.
ALTER TABLE "run" ADD CONSTRAINT "run_state_known" CHECK (state IN ('running', 'paused', 'completed', 'incomplete', 'failed', 'cancelled'));
ALTER TABLE "step" ADD CONSTRAINT "step_state_known" CHECK (state IN ('pending', 'waiting', 'done', 'failed', 'quarantined'));
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_state_known" CHECK (state IN ('intended', 'applied', 'refused', 'unknown', 'verified', 'mismatched', 'reverted', 'kept'));
ALTER TABLE "record_account" ADD CONSTRAINT "account_outcome_known" CHECK (outcome IN ('created', 'updated', 'matched', 'skipped', 'rejected'));

-- Tenant walls: even the owner of a table sees nothing without naming a tenant.
DO $$
DECLARE name text;
BEGIN
  FOR name IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_wall ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  END LOOP;
END $$;
ALTER TABLE "tenant" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON "tenant" USING (id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- The audit trail is append-only for everybody.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit trail is append-only.';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Two looks over the walls, answering ids only.
CREATE FUNCTION tenant_id_of(wanted text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT id FROM tenant WHERE name = wanted
$$;

CREATE FUNCTION due_steps(per_tenant int, most int) RETURNS TABLE (tenant_id uuid, run_id uuid, step_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT due.tenant_id, due.run_id, due.id FROM (
    SELECT s.tenant_id, s.run_id, s.id, row_number() OVER (PARTITION BY s.tenant_id ORDER BY s.position) AS place
    FROM step s JOIN run r ON r.tenant_id = s.tenant_id AND r.id = s.run_id
    WHERE r.state = 'running' AND s.state IN ('pending', 'waiting')
      AND (s.wait_until IS NULL OR s.wait_until <= clock_timestamp())
      AND (s.lease_until IS NULL OR s.lease_until < clock_timestamp())
      AND NOT EXISTS (
        SELECT FROM step o WHERE o.tenant_id = s.tenant_id AND o.run_id = s.run_id
          AND o.kind || ':' || o.subject = ANY (s.after) AND o.state <> 'done')
  ) due WHERE due.place <= per_tenant ORDER BY due.place LIMIT most
$$;
