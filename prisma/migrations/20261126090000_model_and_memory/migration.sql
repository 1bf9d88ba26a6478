-- The clinic's language model, its calls, and what confirmations taught.
-- CreateTable
CREATE TABLE "model_setting" (
    "tenant_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "endpoint" TEXT,
    "api_key" BYTEA NOT NULL,
    "monthly_calls" INTEGER NOT NULL,
    "monthly_tokens" INTEGER NOT NULL,
    "timeout_ms" INTEGER NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "consent_person_id" UUID,
    "consent_person_name" TEXT,
    "consent_digest" TEXT,
    "consent_at" TIMESTAMPTZ(3),

    CONSTRAINT "model_setting_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "model_call" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "migration_id" UUID,
    "kind" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "sent" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "tokens" INTEGER NOT NULL,
    "results" JSONB NOT NULL DEFAULT '{}',
    "answer" BYTEA,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_call_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "map_memory" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "column_name" TEXT,
    "migration_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "map_memory_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "model_call_tenant_id_at_idx" ON "model_call"("tenant_id", "at");

-- CreateIndex
CREATE INDEX "model_call_tenant_id_digest_idx" ON "model_call"("tenant_id", "digest");

-- CreateIndex
CREATE INDEX "map_memory_tenant_id_field_idx" ON "map_memory"("tenant_id", "field");

-- Values that only code chooses: a misspelt one must not be stored.
ALTER TABLE "model_setting" ADD CONSTRAINT "model_setting_known" CHECK (provider IN ('openai', 'azure-openai', 'anthropic'));
ALTER TABLE "model_call" ADD CONSTRAINT "model_call_known" CHECK (kind IN ('meaning', 'choice', 'test') AND
  state IN ('open', 'answered', 'not-json', 'cut-off', 'timeout', 'unauthorised', 'throttled', 'unreachable', 'refused'));
ALTER TABLE "map_memory" ADD CONSTRAINT "map_memory_known" CHECK (kind IN ('confirmed', 'rejected'));

-- Tenant walls of the new tables, as in the first migration.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['model_setting', 'model_call', 'map_memory']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_wall ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  END LOOP;
END $$;
