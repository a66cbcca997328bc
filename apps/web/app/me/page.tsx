import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { Profile } from '../../src/account/profile.tsx';
import { currentUser } from '../../src/api/server-client.ts';

export const metadata: Metadata = { title: 'You' };

export default async function MePage() {
  const jar = await cookies();
  return <Profile me={await currentUser()} theme={jar.get('berth_theme')?.value ?? 'system'} keys={jar.get('berth_keys')?.value !== 'off'} />;
}
