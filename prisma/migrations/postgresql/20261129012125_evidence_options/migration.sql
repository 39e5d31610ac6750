-- AlterTable
ALTER TABLE "EvidenceFile" ADD COLUMN     "options" TEXT NOT NULL DEFAULT '{}';
-- How each file was read: what the digest of a trace says, so far.
UPDATE "EvidenceFile" SET "options" = (coalesce("digest"::jsonb->'options', '{}'::jsonb) || jsonb_build_object('format', "format"))::text WHERE "kind" = 'trace';
