-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Analysis" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "counters" TEXT NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Analysis_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Item" (
    "analysisId" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "aliases" TEXT NOT NULL DEFAULT '[]',
    "parentUid" TEXT,
    "sortOrder" DOUBLE PRECISION NOT NULL,
    "fields" TEXT NOT NULL,
    "origin" TEXT,
    "schemaVersion" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Item_pkey" PRIMARY KEY ("analysisId","uid")
);

-- CreateTable
CREATE TABLE "Link" (
    "analysisId" TEXT NOT NULL,
    "fromUid" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "toUid" TEXT NOT NULL,
    "sortOrder" DOUBLE PRECISION NOT NULL,
    "rationale" TEXT NOT NULL DEFAULT '',
    "confirmed" TEXT,

    CONSTRAINT "Link_pkey" PRIMARY KEY ("analysisId","fromUid","name","toUid")
);

-- CreateTable
CREATE TABLE "Position" (
    "analysisId" TEXT NOT NULL,
    "structureUid" TEXT NOT NULL,
    "itemUid" TEXT NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "width" DOUBLE PRECISION,
    "height" DOUBLE PRECISION,

    CONSTRAINT "Position_pkey" PRIMARY KEY ("analysisId","structureUid","itemUid")
);

-- CreateTable
CREATE TABLE "Change" (
    "analysisId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "authorId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "action" TEXT NOT NULL,
    "reverts" INTEGER,
    "operations" TEXT NOT NULL,
    "inverse" TEXT NOT NULL,
    "commitId" TEXT,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("analysisId","revision")
);

-- CreateTable
CREATE TABLE "Blob" (
    "hash" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Blob_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Source" (
    "analysisId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "Source_pkey" PRIMARY KEY ("analysisId","revision","name")
);

-- CreateIndex
CREATE INDEX "Item_analysisId_parentUid_idx" ON "Item"("analysisId", "parentUid");

-- CreateIndex
CREATE UNIQUE INDEX "Item_analysisId_kind_key_key" ON "Item"("analysisId", "kind", "key");

-- CreateIndex
CREATE INDEX "Link_analysisId_toUid_idx" ON "Link"("analysisId", "toUid");

-- CreateIndex
CREATE INDEX "Position_analysisId_itemUid_idx" ON "Position"("analysisId", "itemUid");

-- CreateIndex
CREATE INDEX "Change_analysisId_authorId_revision_idx" ON "Change"("analysisId", "authorId", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "Change_analysisId_commitId_key" ON "Change"("analysisId", "commitId");

-- CreateIndex
CREATE INDEX "Source_hash_idx" ON "Source"("hash");

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "Analysis"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_analysisId_parentUid_fkey" FOREIGN KEY ("analysisId", "parentUid") REFERENCES "Item"("analysisId", "uid") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "Analysis"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_analysisId_fromUid_fkey" FOREIGN KEY ("analysisId", "fromUid") REFERENCES "Item"("analysisId", "uid") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_analysisId_toUid_fkey" FOREIGN KEY ("analysisId", "toUid") REFERENCES "Item"("analysisId", "uid") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Position" ADD CONSTRAINT "Position_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "Analysis"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Position" ADD CONSTRAINT "Position_analysisId_structureUid_fkey" FOREIGN KEY ("analysisId", "structureUid") REFERENCES "Item"("analysisId", "uid") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Position" ADD CONSTRAINT "Position_analysisId_itemUid_fkey" FOREIGN KEY ("analysisId", "itemUid") REFERENCES "Item"("analysisId", "uid") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Change" ADD CONSTRAINT "Change_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "Analysis"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "Analysis"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_hash_fkey" FOREIGN KEY ("hash") REFERENCES "Blob"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;
