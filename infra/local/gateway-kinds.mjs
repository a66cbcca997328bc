import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { downloadModule } from './build-program.mjs';
import { applyYaml, askJson } from './kube-client.mjs';
import { cacheDir } from './paths.mjs';
import { waitUntil } from './wait-until.mjs';

/** The version that Traefik is built with. */
const version = 'v1.4.0';

/**
 * Makes the cluster know the kinds of the Gateway API (its standard channel).
 * @param {import('./go-toolchain.mjs').GoToolchain} toolchain
 */
export async function registerGatewayKinds(toolchain) {
  const folder = await kindsFolder(toolchain);
  await Promise.all(readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name) => applyYaml(readFileSync(join(folder, name), 'utf8'))));
  await waitUntil('the kinds of the Gateway API', 60, async () => {
    const { resources = [] } = (await askJson('GET', '/apis/gateway.networking.k8s.io/v1')) ?? {};
    return ['gatewayclasses', 'gateways', 'httproutes'].every((name) => resources.some((/** @type {{ name: string }} */ resource) => resource.name === name));
  });
}

/** @param {import('./go-toolchain.mjs').GoToolchain} toolchain @returns {Promise<string>} in the cache, so that no later start needs the module */
async function kindsFolder(toolchain) {
  const folder = join(cacheDir(), `gateway-api-${version}`);
  if (existsSync(folder)) return folder;
  const module = await downloadModule(toolchain, `sigs.k8s.io/gateway-api@${version}`);
  mkdirSync(cacheDir(), { recursive: true });
  const copy = `${folder}.${process.pid}`;
  cpSync(join(module, 'config/crd/standard'), copy, { recursive: true });
  renameSync(copy, folder);
  return folder;
}
