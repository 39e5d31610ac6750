-- AlterTable
ALTER TABLE "Job" ADD COLUMN     "parameters" TEXT NOT NULL DEFAULT '{}';
