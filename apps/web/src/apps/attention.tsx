import Link from 'next/link';
import { appPath } from '../shell/places.ts';
import { FlagMark } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import type { Need } from './attention-of.ts';

export function Attention({ tenant, needs }: { tenant: string; needs: readonly Need[] }) {
  return (
    <section className="attention" aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      <ul>
        {needs.map((need) => (
          <li key={`${need.app}/${need.environment}`}>
            <FlagMark flag={need.view.flag} tone={need.view.tone} />
            <Link href={appPath(tenant, need.app, need.environment)}><b><Foreign>{need.app}</Foreign></b></Link>
            <span>{need.view.words}: <Foreign>{need.sentence}</Foreign></span>
            <Link className="btn sm end" href={`${appPath(tenant, need.app, need.environment)}/${need.link.path}`}>{need.link.text}<span className="sr-only"> of {need.app}</span></Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
