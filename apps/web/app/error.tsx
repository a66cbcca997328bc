'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';

const reloadedKey = 'berth-reloaded-at';

/** True when a part of the page's code did not come: the network changed, or a newer portal has other files. */
const isMissingCode = (error: Error) => error.name === 'ChunkLoadError' || /load chunk|dynamically imported module/i.test(error.message);

/** What stands in for a page that could not be laid out. Loads missing code by a new load of the page, else tries again every 5 s. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const missingCode = isMissingCode(error);
  const again = () => {
    if (missingCode) {
      sessionStorage.setItem(reloadedKey, String(Date.now()));
      location.reload();
    } else startTransition(() => { router.refresh(); reset(); });
  };
  useEffect(() => {
    const reloadedAt = Number(sessionStorage.getItem(reloadedKey) ?? 0);
    const timer = setInterval(again, missingCode && Date.now() - reloadedAt > 30_000 ? 200 : 5_000);
    return () => clearInterval(timer);
  });
  return (
    <div className="stack max-w-[36rem] m-auto p-6" role="alert">
      <h1>The page cannot be shown now</h1>
      <p>{missingCode ? 'A part of the page did not load. It is loaded again.' : 'The API does not answer, or answered something unexpected. Running apps are not affected: they keep serving, restarting and scaling.'}</p>
      <p><button type="button" className="btn go" onClick={again}>Try again</button></p>
      {error.digest !== undefined && <p className="small sub">Reference <code>{error.digest}</code></p>}
    </div>
  );
}
