import type { ReactNode } from 'react';
import { Shell } from '../../src/shell/shell.tsx';
import { viewerOf } from '../../src/shell/viewer.ts';

export default async function MeLayout({ children }: { children: ReactNode }) {
  return <Shell viewer={await viewerOf()}>{children}</Shell>;
}
