import type { Budget } from '@berth/domain';
import type { ContainerSize } from '@berth/k8s-adapter';

export interface BuildSettings {
  /** Builds that run side by side on one cluster. */
  perCluster: number;
  /** Builds of one tenant that run side by side. */
  perTenant: number;
  /** How long one build may take. */
  timeoutSeconds: number;
  /** How long a builder stays up without a build. */
  idleSeconds: number;
  /** Small requests: builds take what apps leave over. */
  builderSize: ContainerSize;
  /** For all builds of a tenant that run side by side. */
  runnerSize: ContainerSize;
  /** Room for their sources, packed and unpacked. */
  workBytes: number;
  cacheBytes: number;
  /** What is kept of one build's log. */
  logBytes: number;
}

const MiB = 2 ** 20;
const GiB = 2 ** 30;

export const defaultBuildSettings: BuildSettings = {
  perCluster: 4,
  perTenant: 2,
  timeoutSeconds: 1800,
  idleSeconds: 600,
  builderSize: { cpuRequestMillicores: 25, cpuLimitMillicores: null, memoryRequestBytes: 256 * MiB, memoryLimitBytes: 2 * GiB },
  runnerSize: { cpuRequestMillicores: 10, cpuLimitMillicores: null, memoryRequestBytes: 64 * MiB, memoryLimitBytes: 768 * MiB },
  workBytes: 8 * GiB,
  cacheBytes: 10 * GiB,
  logBytes: 8 * MiB,
};

/** What a tenant's builder and its build runner use together at most; for the build namespace's quota. */
export function buildBudget(settings: BuildSettings = defaultBuildSettings): Budget {
  const { builderSize, runnerSize, cacheBytes } = settings;
  const runners = 2; // one more, for one that is on its way out
  return {
    cpuMillicores: builderSize.cpuRequestMillicores + runners * runnerSize.cpuRequestMillicores,
    memoryBytes: builderSize.memoryLimitBytes + runners * runnerSize.memoryLimitBytes,
    pods: 1 + runners,
    storageBytes: cacheBytes,
    apps: 0,
  };
}
