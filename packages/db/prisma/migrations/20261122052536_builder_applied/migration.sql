-- AlterTable
ALTER TABLE "builder" ADD COLUMN     "applied" TEXT;
