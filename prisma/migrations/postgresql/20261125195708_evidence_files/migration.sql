-- CreateTable
CREATE TABLE "EvidenceFile" (
    "hash" TEXT NOT NULL,
    "original" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "lines" INTEGER NOT NULL,
    "redacted" TEXT NOT NULL DEFAULT '',
    "digest" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "EvidenceFile_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "EvidencePart" (
    "hash" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "firstLine" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "EvidencePart_pkey" PRIMARY KEY ("hash","part")
);

-- AddForeignKey
ALTER TABLE "EvidencePart" ADD CONSTRAINT "EvidencePart_hash_fkey" FOREIGN KEY ("hash") REFERENCES "EvidenceFile"("hash") ON DELETE CASCADE ON UPDATE CASCADE;
