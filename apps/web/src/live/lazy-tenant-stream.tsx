'use client';

import dynamic from 'next/dynamic';

/** The tenant's stream. It shows nothing before it has something to say, so its code comes after the page. */
export const LazyTenantStream = dynamic(() => import('./tenant-stream.tsx').then((m) => m.TenantStream), { ssr: false });
