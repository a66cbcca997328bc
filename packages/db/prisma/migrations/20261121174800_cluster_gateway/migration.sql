-- AlterTable
ALTER TABLE "cluster" ADD COLUMN     "gatewayName" TEXT,
ADD COLUMN     "gatewayNamespace" TEXT,
ADD COLUMN     "ingressMetricsUrl" TEXT;
