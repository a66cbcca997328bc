import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { workerTenantRole } from '../labels.js';
import { kindFacts, type Manifest } from '../manifest.js';
import { renderAdmission } from '../render/render-admission.js';
import { renderBuilder } from '../render/render-builder.js';
import { renderEnvironment } from '../render/render-environment.js';
import { renderTenant } from '../render/render-tenant.js';
import { admission, builder, candidate, environment, gateway, tenant } from '../render/sample-specs.js';

interface Role {
  kind: string;
  metadata: { name: string };
  rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
}

const file = join(import.meta.dirname, '../../../../infra/cluster-role.yaml');
const roles = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Role);
const roleCalled = (name: string): Role => roles.find((role) => role.kind === 'ClusterRole' && role.metadata.name === name)!;

function verbsFor(role: Role, kind: string): string[] {
  const { apiVersion, plural } = kindFacts(kind);
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : '';
  return role.rules.filter((rule) => rule.apiGroups.includes(group) && rule.resources.includes(plural)).flatMap((rule) => rule.verbs);
}

test('the worker may write every kind that is rendered, and nothing by wildcard', () => {
  const objects: Manifest[] = [
    ...renderEnvironment(environment.full),
    ...renderEnvironment({ ...environment.full, candidate: candidate.full, routing: gateway }),
    ...renderTenant(tenant.full),
    ...renderBuilder(builder.full),
    ...renderAdmission(admission.full),
  ];
  const missing = objects.flatMap((object) => {
    const everywhere = verbsFor(roleCalled('berth-worker'), object.kind);
    const inside = object.metadata.namespace === undefined ? [] : verbsFor(roleCalled(workerTenantRole), object.kind);
    const verbs = [...everywhere, ...inside];
    return ['get', 'create', 'patch', 'delete'].filter((verb) => !verbs.includes(verb)).map((verb) => `${verb} ${object.kind}`);
  });
  expect([...new Set(missing)]).toEqual([]);
  expect(JSON.stringify(roles)).not.toContain('"*"');
});

test('outside tenants\' namespaces the worker has no right over Secrets, logs or commands', () => {
  const resources = roleCalled('berth-worker').rules.flatMap((rule) => rule.resources);
  expect(resources).not.toContain('secrets');
  expect(resources.filter((resource) => resource.includes('/'))).toEqual([]);
});
