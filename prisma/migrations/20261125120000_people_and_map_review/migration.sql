-- CreateTable
CREATE TABLE "action_event" (
    "tenant_id" UUID NOT NULL,
    "position" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "person_id" UUID,
    "person_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "migration_id" UUID,
    "subject" JSONB NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "action_event_pkey" PRIMARY KEY ("tenant_id","position")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "totp_secret" BYTEA,
    "totp_confirmed_at" TIMESTAMPTZ(3),
    "totp_last_step" BIGINT,
    "entra_tenant_id" TEXT,
    "entra_object_id" TEXT,
    "is_staff" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "resets_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "membership" (
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("tenant_id","person_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "migration_id" UUID,
    "step" TEXT,
    "token_hash" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "field_profile" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "records" BIGINT NOT NULL,
    "filled" BIGINT NOT NULL,
    "distinct" BIGINT NOT NULL,
    "longest" INTEGER NOT NULL,
    "samples" BYTEA NOT NULL,

    CONSTRAINT "field_profile_pkey" PRIMARY KEY ("tenant_id","migration_id","object","path")
);

-- CreateTable
CREATE TABLE "audit_report" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "report" JSONB NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "audit_report_pkey" PRIMARY KEY ("tenant_id","migration_id")
);

-- CreateTable
CREATE TABLE "check_acceptance" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "check_acceptance_pkey" PRIMARY KEY ("tenant_id","migration_id","key")
);

-- CreateTable
CREATE TABLE "connection_test" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checks" JSONB NOT NULL,
    "is_good" BOOLEAN NOT NULL,

    CONSTRAINT "connection_test_pkey" PRIMARY KEY ("tenant_id","migration_id","platform")
);

-- CreateTable
CREATE TABLE "map_line" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "mapping" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "proposal" JSONB,
    "decision" TEXT NOT NULL DEFAULT 'open',
    "decided_by" UUID,
    "decided_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "map_line_pkey" PRIMARY KEY ("tenant_id","migration_id","id")
);

-- CreateTable
CREATE TABLE "map_line_change" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "act" UUID NOT NULL,
    "line_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "map_line_change_pkey" PRIMARY KEY ("tenant_id","migration_id","seq")
);

-- CreateTable
CREATE TABLE "map_comment" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "line_id" TEXT NOT NULL,
    "text" BYTEA NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "map_comment_pkey" PRIMARY KEY ("tenant_id","migration_id","id")
);

-- CreateTable
CREATE TABLE "map_version" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "objects" JSONB NOT NULL,
    "lines" JSONB NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "map_version_pkey" PRIMARY KEY ("tenant_id","migration_id","number")
);

-- CreateTable
CREATE TABLE "approval" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "typed_name" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "voided_why" TEXT,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("tenant_id","migration_id","id")
);

-- CreateIndex
CREATE INDEX "action_event_tenant_id_migration_id_position_idx" ON "action_event"("tenant_id", "migration_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "person_entra_tenant_id_entra_object_id_key" ON "person"("entra_tenant_id", "entra_object_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "membership_person_id_idx" ON "membership"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "map_line_change_tenant_id_migration_id_line_id_seq_idx" ON "map_line_change"("tenant_id", "migration_id", "line_id", "seq");

-- CreateIndex
CREATE INDEX "map_comment_tenant_id_migration_id_line_id_at_idx" ON "map_comment"("tenant_id", "migration_id", "line_id", "at");

-- Values that only code chooses: a misspelt state must not be stored.
ALTER TABLE "map_line" ADD CONSTRAINT "map_line_decision_known" CHECK (decision IN ('open', 'confirmed', 'ignored'));
ALTER TABLE "membership" ADD CONSTRAINT "membership_role_known" CHECK (role IN ('owner', 'clinic-admin', 'dynamics-admin', 'operator', 'auditor'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_role_known" CHECK (role IN ('owner', 'clinic-admin', 'dynamics-admin', 'operator', 'auditor'));
ALTER TABLE "person" ADD CONSTRAINT "person_email_lower" CHECK (email = lower(email));

-- Tenant walls of the new tables, as in the first migration.
DO $$
DECLARE name text;
BEGIN
  FOR name IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_wall ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  END LOOP;
END $$;

-- People belong to no tenant. Their tables open only to transactions that say they are about identity, and those see
-- nothing of a tenant but who works there.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['person', 'session', 'sign_in_throttle', 'membership', 'invitation']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY identity_realm ON %I USING (current_setting(''app.realm'', true) = ''identity'')', name);
  END LOOP;
END $$;

-- Names of tenants, for the people who work there and for FlitStack's own.
CREATE FUNCTION tenant_names(wanted uuid[]) RETURNS TABLE (id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT t.id, t.name FROM tenant t WHERE wanted IS NULL OR t.id = ANY (wanted) ORDER BY t.name
$$;

-- What people did is append-only, as the audit trail is.
CREATE TRIGGER action_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "action_event" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
