import { cookies } from 'next/headers';
import { currentUser } from '../api/server-client.ts';
import type { Viewer } from './shell.tsx';

/** Who looks at the page, for the shell. */
export async function viewerOf(): Promise<Viewer> {
  const me = await currentUser();
  return { email: me.email, operator: me.operator, tenants: me.tenants.map(({ tenant }) => tenant), keys: (await cookies()).get('berth_keys')?.value !== 'off' };
}
