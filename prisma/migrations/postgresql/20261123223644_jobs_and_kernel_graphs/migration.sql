-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stage" TEXT NOT NULL DEFAULT '',
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "result" TEXT,
    "error" TEXT,
    "authorName" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "beatAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JobPart" (
    "jobId" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "JobPart_pkey" PRIMARY KEY ("jobId","part")
);

-- CreateTable
CREATE TABLE "KernelGraph" (
    "hash" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kernelVersion" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "original" TEXT NOT NULL,
    "functions" INTEGER NOT NULL,
    "calls" INTEGER NOT NULL,
    "subsystems" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "authorName" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "KernelGraph_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "Job_state_idx" ON "Job"("state");

-- AddForeignKey
ALTER TABLE "JobPart" ADD CONSTRAINT "JobPart_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE CASCADE ON UPDATE CASCADE;
