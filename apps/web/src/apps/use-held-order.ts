import { useRef, useState } from 'react';

/**
 * Keeps a live list's order while pointer or focus is inside: known rows stay where they are with their newest content,
 * new ones wait and are counted, and the order catches up when both have left.
 */
export function useHeldOrder<T>(items: readonly T[], idOf: (item: T) => string) {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const inside = useRef({ pointer: false, focus: false });
  const update = () => {
    const hold = inside.current.pointer || inside.current.focus;
    setHeld((before) => (hold ? (before ?? items.map(idOf)) : null));
  };
  const byId = new Map(items.map((item) => [idOf(item), item]));
  const shown = held === null ? items : held.flatMap((id) => byId.get(id) ?? []);
  return {
    items: shown,
    waiting: items.length - shown.length,
    hold: {
      onPointerEnter: () => { inside.current.pointer = true; update(); },
      onPointerLeave: () => { inside.current.pointer = false; update(); },
      onFocus: () => { inside.current.focus = true; update(); },
      onBlur: (event: { currentTarget: Node; relatedTarget: Node | null }) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        inside.current.focus = false;
        update();
      },
    },
  };
}
