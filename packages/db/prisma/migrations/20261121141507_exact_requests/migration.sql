-- AlterTable
ALTER TABLE "device_login" ADD COLUMN     "lastPolledAt" TIMESTAMP(3),
ADD COLUMN     "pollSeconds" INTEGER NOT NULL DEFAULT 2;

-- AlterTable
ALTER TABLE "idempotency_key" ADD COLUMN     "claim" TEXT,
ADD COLUMN     "claimedUntil" TIMESTAMP(3),
ADD COLUMN     "effects" TEXT;
