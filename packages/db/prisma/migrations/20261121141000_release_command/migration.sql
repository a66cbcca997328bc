-- AlterTable
ALTER TABLE "deployment" ADD COLUMN     "releaseRun" JSONB;

-- AlterTable
ALTER TABLE "release" ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "release_log_chunk" (
    "deploymentId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "tenantId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "release_log_chunk_pkey" PRIMARY KEY ("deploymentId","seq")
);

-- AddForeignKey
ALTER TABLE "release_log_chunk" ADD CONSTRAINT "release_log_chunk_deploymentId_fkey" FOREIGN KEY ("deploymentId") REFERENCES "deployment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The step `release` stands between `check` and `apply`; deployments before it had none.
UPDATE "deployment_step" SET "position" = "position" + 1 WHERE "name" IN ('apply', 'rollOut', 'verify');
INSERT INTO "deployment_step" ("deploymentId", "name", "position", "tenantId", "state")
SELECT d."id", 'release', 2, d."tenantId", CASE WHEN d."state" IN ('queued', 'running') THEN 'pending' ELSE 'skipped' END
FROM "deployment" d WHERE EXISTS (SELECT 1 FROM "deployment_step" s WHERE s."deploymentId" = d."id");
