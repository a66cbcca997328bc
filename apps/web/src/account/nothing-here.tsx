import { tenantPath } from '../shell/places.ts';
import { askWhoIsThere } from '../api/server-client.ts';

/** One page for what does not exist and for what the person may not know of. */
export async function NothingHere() {
  const me = await askWhoIsThere().catch(() => null);
  return (
    <div className="stack">
      <h1>Nothing here that you can see</h1>
      <p className="sub">It does not exist, or it belongs to a tenant that you are not a member of. An owner or admin of the tenant can add you.</p>
      {me === null ? (
        <p><a href="/login">Log in</a></p>
      ) : (
        <>
          <p>You are {me.email}. {me.tenants.length === 0 ? 'You are a member of no tenant.' : 'Tenants you belong to:'}</p>
          <ul className="stack">
            {me.tenants.map(({ tenant, role }) => <li key={tenant}><a href={tenantPath(tenant)}>{tenant}</a> <span className="sub">{role}</span></li>)}
            {me.operator && <li><a href="/operator">Operator</a></li>}
          </ul>
        </>
      )}
    </div>
  );
}
