import { safeText } from '../format/safe-text.ts';

/** Text that somebody else wrote: without terminal sequences, hidden characters made visible, its direction kept inside. */
export function Foreign({ children, code = false }: { children: string; code?: boolean }) {
  return <bdi>{code ? <code>{safeText(children)}</code> : safeText(children)}</bdi>;
}
