-- The format that was recognised has a column of its own: options hold what was asked for, as the digest of a trace says.
UPDATE "EvidenceFile" SET "options" = json_set("options", '$.format', CASE WHEN "kind" = 'trace' THEN coalesce(json_extract("digest", '$.options.format'), '') ELSE '' END);
