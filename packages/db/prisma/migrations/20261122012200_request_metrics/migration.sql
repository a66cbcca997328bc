-- AlterTable
ALTER TABLE "cluster" ADD COLUMN     "requestMetrics" BOOLEAN NOT NULL DEFAULT false;
