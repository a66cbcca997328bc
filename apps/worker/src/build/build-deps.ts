import type { Db } from '@berth/db';
import type { Logger } from 'pino';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { defaultBuildSettings, type BuildSettings } from './build-settings.js';

/** A cluster with its row and the keys to its registry. */
export type BuildCluster = Pick<OpenedCluster, 'row' | 'cluster' | 'registryRoleKeys'>;

export interface BuildDeps {
  db: Db;
  log: Logger;
  namespacePrefix: string;
  /** Seals the builders' keys in their rows. */
  installationKey: Uint8Array;
  openCluster(clusterId: string): Promise<BuildCluster>;
  /** What differs from the defaults. */
  settings?: Partial<BuildSettings>;
}

export const settingsOf = (deps: BuildDeps): BuildSettings => ({ ...defaultBuildSettings, ...deps.settings });
