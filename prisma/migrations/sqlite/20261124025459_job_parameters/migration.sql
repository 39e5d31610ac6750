-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Job" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stage" TEXT NOT NULL DEFAULT '',
    "progress" REAL NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "parameters" TEXT NOT NULL DEFAULT '{}',
    "result" TEXT,
    "error" TEXT,
    "authorName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "beatAt" DATETIME,
    "finishedAt" DATETIME
);
INSERT INTO "new_Job" ("attempts", "authorName", "beatAt", "createdAt", "error", "finishedAt", "id", "kind", "progress", "result", "stage", "state", "title") SELECT "attempts", "authorName", "beatAt", "createdAt", "error", "finishedAt", "id", "kind", "progress", "result", "stage", "state", "title" FROM "Job";
DROP TABLE "Job";
ALTER TABLE "new_Job" RENAME TO "Job";
CREATE INDEX "Job_state_idx" ON "Job"("state");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
