import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '../src/shell/providers.tsx';
import './globals.css';

const next = localFont({
  src: '../../../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  variable: '--font-next',
  weight: '200 800',
  display: 'swap',
  adjustFontFallback: 'Arial',
});
const mono = localFont({
  src: '../../../node_modules/@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght-normal.woff2',
  variable: '--font-mono',
  weight: '200 800',
  display: 'swap',
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'monospace'],
});

export const metadata: Metadata = { title: { default: 'Berth', template: '%s · Berth' }, robots: { index: false, follow: false } };
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [{ media: '(prefers-color-scheme: light)', color: '#fbf9f6' }, { media: '(prefers-color-scheme: dark)', color: '#0a141b' }],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const theme = jar.get('berth_theme')?.value;
  return (
    <html lang="en" className={`${next.variable} ${mono.variable}`} data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}>
      <body><Providers now={Date.now()} timeZone={knownZone(jar.get('berth_zone')?.value)}>{children}</Providers></body>
    </html>
  );
}

/** A cookie may hold anything: what Intl does not know is UTC. */
function knownZone(zone: string | undefined): string {
  try {
    return zone === undefined ? 'UTC' : new Intl.DateTimeFormat('en', { timeZone: decodeURIComponent(zone) }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError || error instanceof URIError) return 'UTC';
    throw error;
  }
}
