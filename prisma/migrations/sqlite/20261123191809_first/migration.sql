-- CreateTable
CREATE TABLE "Analysis" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "counters" TEXT NOT NULL DEFAULT '{}',
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Item" (
    "analysisId" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "aliases" TEXT NOT NULL DEFAULT '[]',
    "parentUid" TEXT,
    "sortOrder" REAL NOT NULL,
    "fields" TEXT NOT NULL,
    "origin" TEXT,
    "schemaVersion" INTEGER NOT NULL DEFAULT 1,

    PRIMARY KEY ("analysisId", "uid"),
    CONSTRAINT "Item_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "Analysis" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Item_analysisId_parentUid_fkey" FOREIGN KEY ("analysisId", "parentUid") REFERENCES "Item" ("analysisId", "uid") ON DELETE NO ACTION ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "Link" (
    "analysisId" TEXT NOT NULL,
    "fromUid" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "toUid" TEXT NOT NULL,
    "sortOrder" REAL NOT NULL,
    "rationale" TEXT NOT NULL DEFAULT '',
    "confirmed" TEXT,

    PRIMARY KEY ("analysisId", "fromUid", "name", "toUid"),
    CONSTRAINT "Link_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "Analysis" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Link_analysisId_fromUid_fkey" FOREIGN KEY ("analysisId", "fromUid") REFERENCES "Item" ("analysisId", "uid") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Link_analysisId_toUid_fkey" FOREIGN KEY ("analysisId", "toUid") REFERENCES "Item" ("analysisId", "uid") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Position" (
    "analysisId" TEXT NOT NULL,
    "structureUid" TEXT NOT NULL,
    "itemUid" TEXT NOT NULL,
    "x" REAL NOT NULL,
    "y" REAL NOT NULL,
    "width" REAL,
    "height" REAL,

    PRIMARY KEY ("analysisId", "structureUid", "itemUid"),
    CONSTRAINT "Position_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "Analysis" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Position_analysisId_structureUid_fkey" FOREIGN KEY ("analysisId", "structureUid") REFERENCES "Item" ("analysisId", "uid") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Position_analysisId_itemUid_fkey" FOREIGN KEY ("analysisId", "itemUid") REFERENCES "Item" ("analysisId", "uid") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Change" (
    "analysisId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "authorId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "action" TEXT NOT NULL,
    "reverts" INTEGER,
    "operations" TEXT NOT NULL,
    "inverse" TEXT NOT NULL,
    "commitId" TEXT,

    PRIMARY KEY ("analysisId", "revision"),
    CONSTRAINT "Change_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "Analysis" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Blob" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "mediaType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "content" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Source" (
    "analysisId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    PRIMARY KEY ("analysisId", "revision", "name"),
    CONSTRAINT "Source_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "Analysis" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Source_hash_fkey" FOREIGN KEY ("hash") REFERENCES "Blob" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE
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
