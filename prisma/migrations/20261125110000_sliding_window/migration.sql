-- AlterTable
ALTER TABLE "rate_bucket" DROP COLUMN "arrival_at",
ADD COLUMN     "slot" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "used" INTEGER[] DEFAULT ARRAY[]::INTEGER[];
