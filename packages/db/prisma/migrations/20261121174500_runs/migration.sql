-- CreateTable
CREATE TABLE "run" (
    "id" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "command" JSONB,
    "process" TEXT NOT NULL,
    "pod" TEXT,
    "releaseId" TEXT NOT NULL,
    "size" JSONB,
    "attached" BOOLEAN NOT NULL,
    "tty" BOOLEAN NOT NULL,
    "timeoutSeconds" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'starting',
    "exitCode" INTEGER,
    "reason" TEXT,
    "userId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),
    "stopRequestedAt" TIMESTAMP(3),
    "stopReason" TEXT,
    "begunAt" TIMESTAMP(3),
    "openedAt" TIMESTAMP(3),
    "seenAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "run_environmentId_createdAt_idx" ON "run"("environmentId", "createdAt");

-- CreateIndex
CREATE INDEX "run_removedAt_idx" ON "run"("removedAt");

-- CreateIndex
CREATE INDEX "run_tenantId_idx" ON "run"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "run_environmentId_name_key" ON "run"("environmentId", "name");

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_releaseId_fkey" FOREIGN KEY ("releaseId") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;
