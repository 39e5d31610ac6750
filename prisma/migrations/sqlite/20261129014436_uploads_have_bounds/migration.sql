-- Column by column: a table made anew would take the parts of the uploads along.
ALTER TABLE "Job" DROP COLUMN "beatAt";
ALTER TABLE "Job" ADD COLUMN "size" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "Job" ADD COLUMN "received" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "Job" ADD COLUMN "beats" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "JobPart" ADD COLUMN "size" INTEGER NOT NULL DEFAULT 0;
-- What is unfinished claims nothing and cannot go on: it is sent again. What waits or is being read keeps its parts.
DELETE FROM "Job" WHERE "state" = 'uploading';
UPDATE "JobPart" SET "size" = length("content");
UPDATE "Job" SET "received" = (SELECT coalesce(sum(part."size"), 0) FROM "JobPart" part WHERE part."jobId" = "Job"."id");
UPDATE "Job" SET "size" = "received";
