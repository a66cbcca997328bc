import Link from 'next/link';
import type { Role } from '../api/types.ts';
import { tenantPath } from '../shell/places.ts';

/** A part of a tenant that the person's role does not show, and who can change that. */
export function NeedsRole({ what, role, tenant }: { what: string; role: Role; tenant: string }) {
  return (
    <div className="stack max-w-[36rem]">
      <h1 className="!text-lg">{what} need the role {role}</h1>
      <p>An owner or admin of {tenant} can give it to you. <Link href={`${tenantPath(tenant)}/members`}>See the members</Link></p>
    </div>
  );
}
