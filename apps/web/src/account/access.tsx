'use client';

import { roleAtLeast, type Role } from '@berth/domain';
import { createContext, useContext, type ReactNode } from 'react';

/** What the person may do in the tenant of this page. */
export interface Access {
  role: Role;
  email: string;
  suspended: boolean;
}

const AccessContext = createContext<Access | null>(null);

export function AccessProvider({ value, children }: { value: Access; children: ReactNode }) {
  return <AccessContext value={value}>{children}</AccessContext>;
}

/** Why the person may not do what needs `role`, and who may; null when they may. */
export function useWhyNot(role: Role): string | null {
  const access = useContext(AccessContext);
  if (!access) return null;
  if (!roleAtLeast(access.role, role)) {
    const article = /^[ao]/.test(role) ? 'an' : 'a';
    return `You are ${/^[ao]/.test(access.role) ? 'an' : 'a'} ${access.role} here; this needs ${article} ${role}. An owner or admin can change your role.`;
  }
  return access.suspended ? 'The tenant is suspended. The operator of this installation can resume it.' : null;
}

export const useAccess = (): Access | null => useContext(AccessContext);
