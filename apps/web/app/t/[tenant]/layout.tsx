import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { AccessProvider } from '../../../src/account/access.tsx';
import { Prefetched } from '../../../src/api/prefetch.tsx';
import { unwrap } from '../../../src/api/problem.ts';
import { budgetQuery } from '../../../src/api/queries.ts';
import { currentUser, orElsewhere, serverApi } from '../../../src/api/server-client.ts';
import { LazyTenantStream } from '../../../src/live/lazy-tenant-stream.tsx';
import { Shell } from '../../../src/shell/shell.tsx';
import { viewerOf } from '../../../src/shell/viewer.ts';

export default async function TenantLayout({ params, children }: { params: Promise<{ tenant: string }>; children: ReactNode }) {
  const { tenant } = await params;
  const me = await currentUser();
  const membership = me.tenants.find((each) => each.tenant === tenant);
  if (!membership) notFound();
  const row = await orElsewhere(unwrap((await serverApi()).GET('/v1/tenants/{tenant}', { params: { path: { tenant } } })));
  return (
    <AccessProvider value={{ role: membership.role, email: me.email, suspended: row.state === 'suspended' }}>
      <Prefetched load={(api) => [budgetQuery(api, tenant)]}>
        <Shell viewer={await viewerOf()}>{children}</Shell>
        <LazyTenantStream tenant={tenant} />
      </Prefetched>
    </AccessProvider>
  );
}
