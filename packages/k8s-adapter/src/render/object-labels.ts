import type { BuilderSpec, EnvironmentSpec, ProcessSpec, TenantSpec, Track } from '../app-spec.js';
import { labels, managedBy } from '../labels.js';

type Labels = Record<string, string>;

const base = (installation: string, scope: string): Labels => ({
  [labels.managedBy]: managedBy,
  [labels.installation]: installation,
  [labels.scope]: scope,
});

/** Labels of what an installation has once per cluster. */
export const installationLabels = (namespacePrefix: string): Labels => base(namespacePrefix, 'installation');

/** Labels of a tenant's namespace for apps and of what guards it. */
export function tenantLabels(spec: Pick<TenantSpec, 'namespacePrefix' | 'tenant'>): Labels {
  return { ...base(spec.namespacePrefix, 'tenant'), [labels.tenant]: spec.tenant.slug, [labels.tenantId]: spec.tenant.id };
}

/** Labels of a tenant's namespace for builds and of what is in it. */
export function buildLabels(spec: Pick<TenantSpec | BuilderSpec, 'namespacePrefix' | 'tenant'>): Labels {
  return { ...base(spec.namespacePrefix, 'build'), [labels.tenant]: spec.tenant.slug, [labels.tenantId]: spec.tenant.id };
}

/** Labels of every object of an environment. */
export function environmentLabels(spec: EnvironmentSpec): Labels {
  return {
    ...base(spec.namespacePrefix, 'environment'),
    [labels.name]: spec.app.slug,
    [labels.instance]: `${spec.app.slug}-${spec.environment.slug}`,
    [labels.tenant]: spec.tenant.slug,
    [labels.tenantId]: spec.tenant.id,
    [labels.app]: spec.app.slug,
    [labels.appId]: spec.app.id,
    [labels.environment]: spec.environment.slug,
    [labels.environmentId]: spec.environment.id,
  };
}

/** Labels of what a process of an environment has. */
export function processLabels(spec: EnvironmentSpec, process: ProcessSpec): Labels {
  return {
    ...environmentLabels(spec),
    [labels.component]: process.name,
    [labels.process]: process.name,
    [labels.processKind]: process.kind,
  };
}

/** The same of what a track of the process has for itself; a stable one's says nothing more. */
export function trackLabels(spec: EnvironmentSpec, process: ProcessSpec, track: Track): Labels {
  return { ...processLabels(spec, process), ...(track === 'stable' ? {} : { [labels.track]: track }) };
}

/** Labels of what exists for one release: its pods, and the objects that say which release they are at. */
export function releaseLabels(spec: EnvironmentSpec, process: ProcessSpec, track: Track = 'stable'): Labels {
  return {
    ...processLabels(spec, process),
    [labels.version]: `v${spec.release.version}`,
    [labels.release]: `v${spec.release.version}`,
    [labels.track]: track,
  };
}

/** Selects a process's pods of every release and track. */
export function processSelector(spec: EnvironmentSpec, process: ProcessSpec): Labels {
  return {
    [labels.installation]: spec.namespacePrefix,
    [labels.environmentId]: spec.environment.id,
    [labels.process]: process.name,
  };
}

/** Selects the pods of one Deployment: two tracks of a process have one each. It never changes: a Deployment's selector cannot. */
export function trackSelector(spec: EnvironmentSpec, process: ProcessSpec, track: Track = 'stable'): Labels {
  return { ...processSelector(spec, process), [labels.track]: track };
}
