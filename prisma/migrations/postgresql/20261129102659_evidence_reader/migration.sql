-- AlterTable
ALTER TABLE "EvidenceFile" ADD COLUMN "reader" TEXT NOT NULL DEFAULT '';
