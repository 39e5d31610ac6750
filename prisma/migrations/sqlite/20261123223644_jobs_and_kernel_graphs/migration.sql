-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stage" TEXT NOT NULL DEFAULT '',
    "progress" REAL NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "result" TEXT,
    "error" TEXT,
    "authorName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "beatAt" DATETIME,
    "finishedAt" DATETIME
);

-- CreateTable
CREATE TABLE "JobPart" (
    "jobId" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "content" BLOB NOT NULL,

    PRIMARY KEY ("jobId", "part"),
    CONSTRAINT "JobPart_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "KernelGraph" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "kernelVersion" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "original" TEXT NOT NULL,
    "functions" INTEGER NOT NULL,
    "calls" INTEGER NOT NULL,
    "subsystems" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "content" BLOB NOT NULL,
    "authorName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "Job_state_idx" ON "Job"("state");
