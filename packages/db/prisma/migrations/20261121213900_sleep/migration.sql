-- AlterTable
ALTER TABLE "cluster" ADD COLUMN     "activatorAddress" TEXT;

-- AlterTable
ALTER TABLE "environment" ADD COLUMN     "sleep" TEXT,
ADD COLUMN     "wakeRefusal" TEXT,
ADD COLUMN     "wakeRefusedAt" TIMESTAMP(3);
