-- AlterTable
ALTER TABLE "environment" ADD COLUMN     "cronPaused" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "cron_run" (
    "id" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "release" INTEGER,
    "job" TEXT,
    "jobUid" TEXT,
    "pods" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "scheduledFor" TIMESTAMP(3),
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),
    "exitCode" INTEGER,
    "reason" TEXT,
    "failure" JSONB,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cron_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "cron_run_environmentId_cron_createdAt_idx" ON "cron_run"("environmentId", "cron", "createdAt");

-- CreateIndex
CREATE INDEX "cron_run_state_idx" ON "cron_run"("state");

-- CreateIndex
CREATE UNIQUE INDEX "cron_run_environmentId_job_key" ON "cron_run"("environmentId", "job");

-- AddForeignKey
ALTER TABLE "cron_run" ADD CONSTRAINT "cron_run_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
