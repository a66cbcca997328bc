import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { currentUser } from '../../src/api/server-client.ts';
import { Shell } from '../../src/shell/shell.tsx';
import { viewerOf } from '../../src/shell/viewer.ts';

export default async function OperatorLayout({ children }: { children: ReactNode }) {
  if (!(await currentUser()).operator) notFound();
  return <Shell viewer={await viewerOf()}>{children}</Shell>;
}
