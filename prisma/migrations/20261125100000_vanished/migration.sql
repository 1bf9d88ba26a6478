-- AlterTable
ALTER TABLE "staged_record" ADD COLUMN     "vanished_at" TEXT;

