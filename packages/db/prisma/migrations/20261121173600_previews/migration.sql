-- AlterTable
ALTER TABLE "app" ADD COLUMN     "previews" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "environment" ADD COLUMN     "basedOn" TEXT,
ADD COLUMN     "branch" TEXT,
ADD COLUMN     "expiresAt" TIMESTAMP(3),
ADD COLUMN     "expiryWarnedAt" TIMESTAMP(3),
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'permanent';

-- CreateIndex
CREATE INDEX "environment_expiresAt_idx" ON "environment"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "environment_appId_branch_key" ON "environment"("appId", "branch");
