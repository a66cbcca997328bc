'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';

/** What stands in for a page that could not be laid out. Tries again by itself every 10 s. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const again = () => startTransition(() => { router.refresh(); reset(); });
  useEffect(() => {
    const timer = setInterval(again, 10_000);
    return () => clearInterval(timer);
  });
  return (
    <div className="stack max-w-[36rem] m-auto p-6" role="alert">
      <h1>The page cannot be shown now</h1>
      <p>The API does not answer, or answered something unexpected. Running apps are not affected: they keep serving, restarting and scaling.</p>
      <p><button type="button" className="btn go" onClick={again}>Try again</button></p>
      {error.digest !== undefined && <p className="small sub">Reference <code>{error.digest}</code></p>}
    </div>
  );
}
