-- DropIndex
DROP INDEX "staged_record_link_keys_idx";

-- CreateTable
CREATE TABLE "staged_link" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,

    CONSTRAINT "staged_link_pkey" PRIMARY KEY ("tenant_id","migration_id","object","key","source_id")
);

-- Kept beside the records: links are added as records come and change, and go with the record.
CREATE FUNCTION remember_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO staged_link (tenant_id, migration_id, object, key, source_id)
    SELECT tenant_id, migration_id, object, unnest(link_keys), source_id FROM after_rows
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE FUNCTION forget_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM staged_link l USING gone g
    WHERE l.tenant_id = g.tenant_id AND l.migration_id = g.migration_id AND l.object = g.object AND l.source_id = g.source_id;
  RETURN NULL;
END $$;
CREATE TRIGGER staged_record_remember_links_insert AFTER INSERT ON "staged_record" REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION remember_links();
CREATE TRIGGER staged_record_remember_links_update AFTER UPDATE ON "staged_record" REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION remember_links();
CREATE TRIGGER staged_record_forget_links AFTER DELETE ON "staged_record" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION forget_links();

INSERT INTO staged_link (tenant_id, migration_id, object, key, source_id)
  SELECT tenant_id, migration_id, object, unnest(link_keys), source_id FROM staged_record
  ON CONFLICT DO NOTHING;

-- Tenant wall of the new table, as in the first migration.
ALTER TABLE "staged_link" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "staged_link" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON "staged_link" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
