-- AlterTable
ALTER TABLE "Job" ADD COLUMN "authorId" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "Secret" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL
);
