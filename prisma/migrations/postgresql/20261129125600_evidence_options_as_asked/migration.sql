-- The format that was recognised has a column of its own: options hold what was asked for, as the digest of a trace says.
UPDATE "EvidenceFile" SET "options" = ("options"::jsonb || jsonb_build_object('format', CASE WHEN "kind" = 'trace' THEN coalesce("digest"::jsonb->'options'->>'format', '') ELSE '' END))::text;
