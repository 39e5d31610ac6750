-- How each file was read: what the digest of a trace says, so far. Adding a column needs no table made anew, which would
-- take the parts of the files along.
ALTER TABLE "EvidenceFile" ADD COLUMN "options" TEXT NOT NULL DEFAULT '{}';
UPDATE "EvidenceFile" SET "options" = json_set(coalesce(json_extract("digest", '$.options'), '{}'), '$.format', "format") WHERE "kind" = 'trace';
