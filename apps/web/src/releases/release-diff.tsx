import type { Release } from '../api/types.ts';
import { diffReleases } from './diff-releases.ts';
import { Foreign } from '../ui/foreign.tsx';

const signs = { '+': { className: 'plus', words: 'added' }, '-': { className: 'minus', words: 'removed' }, '~': { className: 'tilde', words: 'changed' } } as const;

/** What differs, grouped; signs and words beside the colour. */
export function ReleaseDiff({ from, to }: { from: Release; to: Release }) {
  const differences = diffReleases(from, to);
  const groups = ['Image', 'Config', 'Processes', 'Settings'] as const;
  return (
    <dl className="diff">
      {groups.map((group) => {
        const rows = differences.filter((difference) => difference.group === group);
        return [
          <dt key={`${group}-name`}>{group}</dt>,
          <dd key={group}>
            {rows.length === 0 && <span className="sub">no difference</span>}
            {rows.map(({ sign, text }) => <p key={text}><code className={signs[sign].className} aria-hidden="true">{sign}</code> <span className="sr-only">{signs[sign].words}: </span><Foreign>{text}</Foreign></p>)}
          </dd>,
        ];
      })}
    </dl>
  );
}
