-- AlterTable
ALTER TABLE "environment" ADD COLUMN     "candidate" JSONB,
ADD COLUMN     "candidateReleaseId" TEXT;

-- AlterTable
ALTER TABLE "deployment" ADD COLUMN     "rollout" JSONB,
ADD COLUMN     "rolloutLeave" INTEGER,
ADD COLUMN     "rolloutPaused" BOOLEAN NOT NULL DEFAULT false;

-- AddForeignKey
ALTER TABLE "environment" ADD CONSTRAINT "environment_candidateReleaseId_fkey" FOREIGN KEY ("candidateReleaseId") REFERENCES "release"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The step `tryOut` stands between `release` and `apply`; deployments before it had none.
UPDATE "deployment_step" SET "position" = "position" + 1 WHERE "name" IN ('apply', 'rollOut', 'verify');
INSERT INTO "deployment_step" ("deploymentId", "name", "position", "tenantId", "state")
SELECT d."id", 'tryOut', 3, d."tenantId", CASE WHEN d."state" IN ('queued', 'running') THEN 'pending' ELSE 'skipped' END
FROM "deployment" d WHERE EXISTS (SELECT 1 FROM "deployment_step" s WHERE s."deploymentId" = d."id");
