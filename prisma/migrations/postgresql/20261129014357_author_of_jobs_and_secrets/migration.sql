-- AlterTable
ALTER TABLE "Job" ADD COLUMN     "authorId" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "Secret" (
    "name" TEXT NOT NULL,
    "value" BYTEA NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Secret_pkey" PRIMARY KEY ("name")
);
