-- AlterTable
ALTER TABLE "host" ADD COLUMN     "domainId" TEXT;

-- CreateTable
CREATE TABLE "domain" (
    "id" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "verifiedAt" TIMESTAMP(3),
    "finding" TEXT,
    "checkedAt" TIMESTAMP(3),
    "dueAt" TIMESTAMP(3),
    "certificate" TEXT,
    "certificateKey" TEXT,
    "certificateUntil" TIMESTAMP(3),
    "certificateWarnedAt" TIMESTAMP(3),
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "domain_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "domain_dueAt_idx" ON "domain"("dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "domain_environmentId_name_key" ON "domain"("environmentId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "host_domainId_key" ON "host"("domainId");

-- AddForeignKey
ALTER TABLE "host" ADD CONSTRAINT "host_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "domain" ADD CONSTRAINT "domain_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
