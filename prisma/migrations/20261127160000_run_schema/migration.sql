-- CreateTable
CREATE TABLE "run_schema" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "claimed_until" TIMESTAMPTZ(6) NOT NULL,
    "read_at" TIMESTAMPTZ(6),
    "description" JSON,

    CONSTRAINT "run_schema_pkey" PRIMARY KEY ("tenant_id","run_id")
);

ALTER TABLE "run_schema" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "run_schema" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON "run_schema" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
