import type { Metadata } from 'next';
import { safeNext } from '../../src/account/safe-next.ts';
import { LoginForm } from '../../src/account/login-form.tsx';

export const metadata: Metadata = { title: 'Log in' };

export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  return <main className="narrow" id="main"><LoginForm next={safeNext(typeof next === 'string' ? next : undefined)} /></main>;
}
