import clsx from 'clsx';
import { memo } from 'react';
import { safeText } from '../format/safe-text.ts';
import { formatClock } from '../format/time.ts';
import type { KeptLine } from './line-ring.ts';
import { parseLine } from './parse-line.ts';

interface LogRowProps {
  index: number;
  start: number;
  line: KeptLine;
  wrap: boolean;
  timeZone: string;
  measure: ((element: Element | null) => void) | undefined;
  mark: 'hit' | 'at' | 'chosen' | null;
  onChoose: () => void;
}

/** One visible line: time (its link), process, text with colours. */
export const LogRow = memo(
  function LogRow({ index, start, line, wrap, timeZone, measure, mark, onChoose }: LogRowProps) {
    const clock = formatClock(line.at, timeZone);
    return (
      <div
        ref={measure}
        data-index={index}
        className={clsx('logrow', wrap && 'wrap', line.gap && 'gap', !line.gap && line.level, mark === 'at' ? 'hit at' : mark)}
        style={{ transform: `translateY(${start}px)` }}
      >
        {line.gap ? (
          <span className="text">· {line.line} ·</span>
        ) : (
          <>
            <button type="button" tabIndex={-1} className="t" onClick={onChoose} title={`${new Date(line.at).toISOString()}: link to this line`}>{clock}</button>
            <span className="src" title={line.pod}>{safeText(line.process)}{line.release !== null && ` v${line.release}`}</span>
            <bdi className="text">{parseLine(line.line).map((span, at) => <span key={`${at}${span.classes}`} className={span.classes || undefined}>{span.text}</span>)}</bdi>
          </>
        )}
      </div>
    );
  },
  (a, b) => a.line === b.line && a.start === b.start && a.index === b.index && a.wrap === b.wrap && a.mark === b.mark && a.timeZone === b.timeZone && a.measure === b.measure,
);
