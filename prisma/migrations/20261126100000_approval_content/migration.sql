-- What was signed, so that a later plan can be compared with it.
ALTER TABLE "approval" ADD COLUMN "content" JSONB;
