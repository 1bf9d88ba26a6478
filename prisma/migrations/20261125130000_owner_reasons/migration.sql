-- The user a hint points at, and why nobody was found.
ALTER TABLE "owner_resolution" ADD COLUMN "suggested_user_id" TEXT, ADD COLUMN "why" TEXT;
