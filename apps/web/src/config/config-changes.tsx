import { Foreign } from '../ui/foreign.tsx';
import type { ConfigChange } from './config-diff.ts';

/** The diff before saving: sign, name, and for a variable both values. */
export function ConfigChanges({ changes }: { changes: readonly ConfigChange[] }) {
  if (changes.length === 0) return <p className="sub">None.</p>;
  return <ul className="stack !gap-2">{changes.map((change) => <li key={change.name}><Change change={change} /></li>)}</ul>;
}

const signs: Record<ConfigChange['change'], { sign: string; className: string; words: string }> = {
  add: { sign: '+', className: 'plus', words: 'new' },
  change: { sign: '~', className: 'tilde', words: 'changed' },
  remove: { sign: '−', className: 'minus', words: 'removed' },
  'becomes-secret': { sign: '~', className: 'tilde', words: 'becomes a secret' },
  'becomes-variable': { sign: '~', className: 'tilde', words: 'is no longer a secret' },
};

function Change({ change }: { change: ConfigChange }) {
  const { sign, className, words } = signs[change.change];
  return (
    <div className="flex gap-2 items-baseline">
      <code className={className} aria-hidden="true">{sign}</code>
      <div className="min-w-0">
        <p><Foreign code>{change.name}</Foreign> <span className="sub">{change.kind === 'secret' && change.change !== 'becomes-secret' ? `secret, ${words}` : words}</span></p>
        {'from' in change && <p className="small break-words"><span className="sr-only">before: </span><del className="minus"><Foreign code>{change.from}</Foreign></del></p>}
        {'to' in change && <p className="small break-words"><span className="sr-only">after: </span><ins className="plus no-underline"><Foreign code>{change.to}</Foreign></ins></p>}
      </div>
    </div>
  );
}
