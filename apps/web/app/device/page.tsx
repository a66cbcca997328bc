import type { Metadata } from 'next';
import { DeviceForm } from '../../src/account/device-form.tsx';
import { currentUser } from '../../src/api/server-client.ts';

export const metadata: Metadata = { title: 'Allow a login' };

export default async function DevicePage({ searchParams }: { searchParams: Promise<{ code?: string | string[] }> }) {
  const me = await currentUser();
  const { code } = await searchParams;
  return <main className="narrow" id="main"><DeviceForm email={me.email} code={typeof code === 'string' ? code.slice(0, 16) : ''} /></main>;
}
