import { redirect } from 'next/navigation';
import { currentUser } from '../src/api/server-client.ts';
import { tenantPath } from '../src/shell/places.ts';

/** Home: the tenant, when there is one; else where the person's tenants are named. */
export default async function Home() {
  const me = await currentUser();
  const [first] = me.tenants;
  if (me.tenants.length === 1 && first) redirect(tenantPath(first.tenant));
  if (me.operator && me.tenants.length === 0) redirect('/operator');
  redirect('/me');
}
