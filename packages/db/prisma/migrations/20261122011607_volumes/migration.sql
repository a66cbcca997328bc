-- CreateTable
CREATE TABLE "volume" (
    "environmentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "process" TEXT NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "bound" BOOLEAN NOT NULL DEFAULT false,
    "deletedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volume_pkey" PRIMARY KEY ("environmentId","name")
);

-- AddForeignKey
ALTER TABLE "volume" ADD CONSTRAINT "volume_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
