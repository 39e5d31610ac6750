-- Adding a column needs no table made anew, which would take the parts of the files along.
ALTER TABLE "EvidenceFile" ADD COLUMN "reader" TEXT NOT NULL DEFAULT '';
