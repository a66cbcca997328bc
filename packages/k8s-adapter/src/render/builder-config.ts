import type { BuilderSpec } from '../app-spec.js';
import { builderPort, tlsFiles } from './builder-facts.js';

const tlsFolder = '/run/berth/tls';

/** TOML basic strings are JSON strings for everything that can stand here. */
const quote = (text: string): string => JSON.stringify(text);

/** buildkitd.toml: mutual TLS alone, a bounded cache, and how registries are reached. */
export function builderConfig(spec: Pick<BuilderSpec, 'cacheBytes' | 'registry' | 'size'>): string {
  const { registry } = spec;
  const hosts = new Map<string, string[]>();
  const add = (host: string, line: string): void => void hosts.set(host, [...(hosts.get(host) ?? []), line]);
  if (registry.dockerHubMirror !== null) {
    add('docker.io', `mirrors = [${quote(registry.dockerHubMirror)}]`);
  }
  if (registry.insecure) {
    add(registry.host, 'http = true');
    add(registry.host, 'insecure = true');
  }
  const parallel = Math.max(2, Math.ceil((spec.size.cpuLimitMillicores ?? spec.size.cpuRequestMillicores) / 1000) * 2);
  return [
    'root = "/var/lib/buildkit"',
    '',
    '[grpc]',
    `address = ["tcp://0.0.0.0:${builderPort}"]`,
    '',
    '[grpc.tls]',
    `ca = "${tlsFolder}/${tlsFiles.ca}"`,
    `cert = "${tlsFolder}/${tlsFiles.certificate}"`,
    `key = "${tlsFolder}/${tlsFiles.key}"`,
    '',
    '[worker.oci]',
    'enabled = true',
    'gc = true',
    `maxUsedSpace = "${Math.floor((spec.cacheBytes * 4) / 5)}"`,
    `max-parallelism = ${parallel}`,
    '',
    '[worker.containerd]',
    'enabled = false',
    ...[...hosts].flatMap(([host, lines]) => ['', `[registry.${quote(host)}]`, ...lines]),
    '',
  ].join('\n');
}
