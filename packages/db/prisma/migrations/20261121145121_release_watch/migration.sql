-- AlterTable
ALTER TABLE "environment" ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'active',
ADD COLUMN     "watchSeconds" INTEGER;

-- AlterTable
ALTER TABLE "deployment" ADD COLUMN     "recoversId" TEXT,
ADD COLUMN     "watch" TEXT,
ADD COLUMN     "watchFailure" JSONB,
ADD COLUMN     "watchUntil" TIMESTAMP(3);

-- CreateIndex
CREATE INDEX "deployment_watch_idx" ON "deployment"("watch");
