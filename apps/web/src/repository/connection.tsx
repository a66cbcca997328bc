'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { AppEnvironment, EnvironmentKey, Repository } from '../api/types.ts';
import { Ago } from '../live/time.tsx';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Deliveries } from './deliveries.tsx';
import { RulesForm } from './rules-form.tsx';
import type { Connected } from './secret-note.tsx';
import { TokenForm } from './token-form.tsx';

const DisconnectDialog = dynamic(() => import('./disconnect-dialog.tsx').then((m) => m.DisconnectDialog), { ssr: false });

interface ConnectionProps {
  place: EnvironmentKey;
  environments: readonly AppEnvironment[];
  repository: Repository;
  onSecret: (connected: Connected) => void;
}

const providers: Record<Repository['provider'], string> = { github: 'GitHub', gitlab: 'GitLab' };

/** The connected repository: which branch goes where, its token and secret, and what became of its messages. */
export function Connection({ place, environments, repository, onSecret }: ConnectionProps) {
  const { tenant, app } = place;
  const [leaving, setLeaving] = useState(false);
  const whyNot = useWhyNot('admin');
  const client = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/repository/secret', { params: { path: { tenant, app } } })),
    onSuccess: async (connected) => {
      onSecret(connected);
      await client.invalidateQueries({ queryKey: keys.repository(tenant, app) });
    },
  });
  return (
    <>
      <dl className="diff mb-4">
        <dt>{providers[repository.provider]}</dt><dd><a href={repository.url.replace(/\.git$/, '')} rel="noreferrer" target="_blank"><Foreign>{repository.url}</Foreign></a>{repository.createdBy !== null && <span className="sub small"> connected by <Foreign>{repository.createdBy}</Foreign>, <Ago at={repository.createdAt} /></span>}</dd>
        <dt>Webhook</dt><dd><Foreign code>{repository.webhookUrl}</Foreign> <CopyButton text={repository.webhookUrl} label="Copy the webhook’s address" /></dd>
        <dt>Last message</dt><dd>{repository.lastDeliveryAt === null ? <span className="text-warn">None yet: enter the address and the secret at {providers[repository.provider]}.</span> : <Ago at={repository.lastDeliveryAt} />}</dd>
      </dl>
      <div className="flex gap-2 flex-wrap mb-6">
        <ActButton why={whyNot} busy={rotate.isPending} onClick={() => rotate.mutate()}>Make a new secret</ActButton>
        <ActButton why={whyNot} onIntent={() => void import('./disconnect-dialog.tsx')} onClick={() => setLeaving(true)}>Disconnect…</ActButton>
      </div>
      <ProblemNote error={rotate.error} />
      <div className="two mb-6">
        <RulesForm key={JSON.stringify(repository.rules)} place={place} environments={environments} rules={repository.rules} />
        <TokenForm place={place} hasToken={repository.hasToken} />
      </div>
      <Deliveries place={place} />
      {leaving && <DisconnectDialog place={place} onClose={() => setLeaving(false)} />}
    </>
  );
}
