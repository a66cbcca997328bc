-- AlterTable
ALTER TABLE "api_token" ADD COLUMN     "parentId" TEXT;

-- CreateIndex
CREATE INDEX "api_token_parentId_idx" ON "api_token"("parentId");

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "api_token"("id") ON DELETE CASCADE ON UPDATE CASCADE;
