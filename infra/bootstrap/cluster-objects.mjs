/**
 * Runs on Node 24. `installations` prints the prefixes of all installations as JSON, `namespaces PREFIX` the namespaces of
 * one; `delete PREFIX` removes them and what it made outside namespaces, and waits until they are gone. Nothing without the installation's label is touched.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { AdmissionregistrationV1Api, CoreV1Api, KubeConfig, RbacAuthorizationV1Api } from '@kubernetes/client-node';

const [verb, prefix = ''] = process.argv.slice(2);
if (verb !== 'installations' && (!/^[a-z][a-z0-9]*$/.test(prefix) || !['namespaces', 'delete'].includes(verb ?? ''))) throw new Error('usage: cluster-objects.mjs installations | namespaces PREFIX | delete PREFIX');

const config = new KubeConfig();
config.loadFromDefault();
const core = config.makeApiClient(CoreV1Api);
const admission = config.makeApiClient(AdmissionregistrationV1Api);
const rbac = config.makeApiClient(RbacAuthorizationV1Api);
const labelSelector = `berth.dev/installation=${prefix}`;

const namespaces = async () => (await core.listNamespace({ labelSelector })).items.map(({ metadata }) => metadata?.name ?? '');

if (verb === 'installations') {
  const ours = { labelSelector: 'berth.dev/installation' };
  const [{ items: spaces }, { items: policies }] = await Promise.all([core.listNamespace(ours), admission.listValidatingAdmissionPolicy(ours)]);
  process.stdout.write(JSON.stringify([...new Set([...spaces, ...policies].map(({ metadata }) => metadata?.labels?.['berth.dev/installation']))]));
} else if (verb === 'namespaces') {
  process.stdout.write(JSON.stringify(await namespaces()));
} else {
  await Promise.all((await namespaces()).map((name) => core.deleteNamespace({ name }).catch(unlessGone)));
  for (const end = Date.now() + 150_000; (await namespaces()).length > 0; await sleep(500)) {
    if (Date.now() > end) throw new Error(`these namespaces are not gone after 150 s: ${(await namespaces()).join(', ')}`);
  }
  await Promise.all([
    admission.deleteCollectionValidatingAdmissionPolicyBinding({ labelSelector }),
    admission.deleteCollectionValidatingAdmissionPolicy({ labelSelector }),
    rbac.deleteCollectionClusterRoleBinding({ labelSelector }),
  ]);
}

/** @param {{ code?: number }} error */
function unlessGone(error) {
  if (error.code !== 404 && error.code !== 409) throw error;
}
