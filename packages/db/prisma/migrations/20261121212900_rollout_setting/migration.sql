-- AlterTable
ALTER TABLE "environment" ADD COLUMN     "rollout" JSONB;

-- Until now only berth.yaml could name a strategy.
UPDATE "release" SET "settings" = "settings" || '{"rolloutFrom": "berth.yaml"}' WHERE "settings" #>> '{rollout,strategy}' <> 'rolling';
