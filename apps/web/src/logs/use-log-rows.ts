'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';

/** Height of a line that is not wrapped, in pixels. */
export const rowHeight = 22;
const beyond = 20;

interface LogRows {
  /** Height of all lines. */
  height: number;
  items: readonly { index: number; start: number }[];
  /** Set where lines have heights of their own. */
  measure: ((element: Element | null) => void) | undefined;
  scrollTo: (index: number, align: 'center' | 'end') => void;
  /** To be told when the box was scrolled. */
  onScroll: (top: number) => void;
}

/**
 * Which lines are laid out. Lines that are not wrapped are equally high: then their places are computed, and a frame
 * costs the visible lines alone, whatever their number. Wrapped ones are measured.
 */
export function useLogRows({ box, count, wrap, following, keyOf }: { box: RefObject<HTMLDivElement | null>; count: number; wrap: boolean; following: boolean; keyOf: (index: number) => number }): LogRows {
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(0);
  // oxlint-disable-next-line react/incompatible-library -- nothing that it returns is memoised here
  const measured = useVirtualizer({ enabled: wrap, count: wrap ? count : 0, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: beyond, getItemKey: keyOf });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  const scrollTo = useCallback(
    (index: number, align: 'center' | 'end') => {
      if (wrap) measured.scrollToIndex(index, { align });
      else if (box.current) box.current.scrollTop = align === 'end' ? (index + 1) * rowHeight : (index + 0.5) * rowHeight - box.current.clientHeight / 2;
    },
    [wrap, measured, box],
  );
  if (wrap) return { height: measured.getTotalSize(), items: measured.getVirtualItems(), measure: measured.measureElement, scrollTo, onScroll: () => {} };
  const first = following ? count - Math.ceil(height / rowHeight) : Math.floor(top / rowHeight);
  const from = Math.max(0, first - beyond);
  const to = Math.min(count, first + Math.ceil(height / rowHeight) + beyond + 1);
  const items = Array.from({ length: Math.max(0, to - from) }, (_, at) => ({ index: from + at, start: (from + at) * rowHeight }));
  return { height: count * rowHeight, items, measure: undefined, scrollTo, onScroll: setTop };
}
