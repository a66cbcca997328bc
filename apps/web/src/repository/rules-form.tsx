'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { AppEnvironment, EnvironmentKey, Repository } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

type Rule = Repository['rules'][number] & { key: number };

/** Which branch is deployed where: the first rule that fits counts. */
export function RulesForm({ place, environments, rules }: { place: EnvironmentKey; environments: readonly AppEnvironment[]; rules: Repository['rules'] }) {
  const { tenant, app } = place;
  const [rows, setRows] = useState<Rule[]>(() => rules.map((rule, key) => ({ ...rule, key })));
  const whyNot = useWhyNot('admin');
  const client = useQueryClient();
  const wanted = rows.map(({ branch, environment }) => ({ branch: branch.trim(), environment }));
  const save = useMutation({
    mutationFn: () => unwrap(api.PATCH('/v1/tenants/{tenant}/apps/{app}/repository', { params: { path: { tenant, app } }, body: { rules: wanted } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.repository(tenant, app) }),
  });
  const change = (key: number, part: Partial<Rule>) => setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const why = whyNot ?? (wanted.some(({ branch }) => branch === '') ? 'A rule has no branch.' : JSON.stringify(wanted) === JSON.stringify(rules.map(({ branch, environment }) => ({ branch, environment }))) ? 'Nothing is changed.' : null);
  const command = berthCommand(['repo', 'rules', ...wanted.map(({ branch, environment }) => `${branch}=${environment ?? 'preview'}`)], { app, tenant });
  const names = environments.filter(({ preview }) => !preview).map(({ name }) => name);
  return (
    <form className="stack content-start" onSubmit={(event) => { event.preventDefault(); if (why === null) save.mutate(); }} aria-label="Which branch goes where">
      <h3>Which branch goes where</h3>
      <table>
        <thead><tr><th scope="col">Branch</th><th scope="col">Environment</th><th scope="col"><span className="sr-only">Remove</span></th></tr></thead>
        <tbody>
          {rows.map(({ key, branch, environment }, index) => (
            <tr key={key}>
              <td><input className="input sm mono" aria-label={`Branch of rule ${index + 1}`} readOnly={whyNot !== null} value={branch} onChange={(event) => change(key, { branch: event.target.value })} /></td>
              <td>
                <select className="input sm" aria-label={`Environment of rule ${index + 1}`} disabled={whyNot !== null} value={environment ?? ''} onChange={(event) => change(key, { environment: event.target.value === '' ? null : event.target.value })}>
                  {names.map((name) => <option key={name}>{name}</option>)}
                  <option value="">a preview of its own</option>
                </select>
              </td>
              <td className="num"><ActButton className="btn sm" why={whyNot ?? (rows.length === 1 ? 'One rule is needed. To deploy nothing, disconnect the repository.' : null)} label={`Remove rule ${index + 1}`} onClick={() => setRows(rows.filter((row) => row.key !== key))}>Remove</ActButton></td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small sub">The first that fits counts. <code>*</code> stands for anything but <code>/</code>, <code>**</code> for anything. A branch without a rule is not deployed.</p>
      <div className="flex gap-2 flex-wrap">
        <ActButton why={whyNot} onClick={() => setRows([...rows, { branch: '', environment: 'production', key: Math.max(-1, ...rows.map(({ key }) => key)) + 1 }])}>Add a rule</ActButton>
        <ActButton type="submit" className="btn go" why={why} busy={save.isPending}>Save the rules</ActButton>
        <CopyButton text={command} label={command} className="btn">Copy as command</CopyButton>
      </div>
      <ProblemNote error={save.error} />
    </form>
  );
}
