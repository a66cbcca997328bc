-- CreateTable
CREATE TABLE "repository" (
    "id" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "secret" TEXT NOT NULL,
    "token" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "repository_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "repository_delivery" (
    "id" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "repositoryId" TEXT NOT NULL,
    "delivery" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "reason" TEXT,
    "branch" TEXT,
    "commit" TEXT,
    "before" TEXT,
    "environment" TEXT,
    "deploymentId" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reported" TEXT,
    "reportFailure" TEXT,
    "reportAttempt" INTEGER NOT NULL DEFAULT 0,
    "reportDueAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "repository_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "repository_appId_key" ON "repository"("appId");

-- CreateIndex
CREATE INDEX "repository_delivery_state_dueAt_idx" ON "repository_delivery"("state", "dueAt");

-- CreateIndex
CREATE INDEX "repository_delivery_repositoryId_createdAt_idx" ON "repository_delivery"("repositoryId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "repository_delivery_repositoryId_delivery_key" ON "repository_delivery"("repositoryId", "delivery");

-- CreateIndex
CREATE UNIQUE INDEX "repository_delivery_repositoryId_fingerprint_key" ON "repository_delivery"("repositoryId", "fingerprint");

-- AddForeignKey
ALTER TABLE "repository" ADD CONSTRAINT "repository_appId_fkey" FOREIGN KEY ("appId") REFERENCES "app"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repository_delivery" ADD CONSTRAINT "repository_delivery_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;
