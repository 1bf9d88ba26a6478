-- Practitioners and Dynamics users as the last matching of owners saw them: names and e-mail addresses of staff, sealed.
ALTER TABLE "migration" ADD COLUMN "owner_match" BYTEA;
