import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Flag, StateView, Tone } from '../state/state-map.ts';

const outline = <rect x="1" y="1" width="12" height="12" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const dashed = <rect x="1" y="1" width="12" height="12" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.5 2" />;

const shapes: Record<Flag, ReactNode> = {
  live: <rect width="14" height="14" fill="currentColor" />,
  done: <path d="M2 7.5 5.5 11 12 3.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  run: (
    <>
      <rect x="1" y="1" width="12" height="12" fill="none" stroke="currentColor" strokeWidth="2" />
      <rect className="sweep" x="1" y="1" width="8" height="12" fill="currentColor" />
    </>
  ),
  wait: <>{outline}<rect x="5.5" y="5.5" width="3" height="3" fill="currentColor" /></>,
  half: <>{outline}<path d="M1 13V1L13 13Z" fill="currentColor" /></>,
  fail: <path d="M2 2 12 12M12 2 2 12" stroke="currentColor" strokeWidth="2.5" />,
  down: <path d="M0 0H14V14H0ZM3 4.4 5.6 7 3 9.6 4.4 11 7 8.4 9.6 11 11 9.6 8.4 7 11 4.4 9.6 3 7 5.6 4.4 3Z" fill="currentColor" fillRule="evenodd" />,
  low: <>{outline}<rect x="3" y="9" width="8" height="2.5" fill="currentColor" /></>,
  none: dashed,
  unknown: <>{dashed}<path d="M5.2 5.4a1.8 1.8 0 1 1 2.5 1.7c-.5.2-.7.5-.7 1.1M7 9.6v1.3" fill="none" stroke="currentColor" strokeWidth="1.3" /></>,
};
const colours: Record<Tone, string> = { live: 'text-live', sea: 'text-sea', warn: 'text-warn', fail: 'text-fail', idle: 'text-ink-3' };

/** The 14 px symbol of a state. Decoration: the words stand beside it. */
export function FlagMark({ flag, tone }: { flag: Flag; tone: Tone }) {
  return <svg className={clsx('flag', colours[tone])} viewBox="0 0 14 14" aria-hidden="true">{shapes[flag]}</svg>;
}

/** Flag and words of a state. */
export function StateLabel({ view, children }: { view: StateView; children?: ReactNode }) {
  return <span className="state"><FlagMark flag={view.flag} tone={view.tone} /><b>{view.words}</b>{children}</span>;
}
