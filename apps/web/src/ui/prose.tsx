import { safeText } from '../format/safe-text.ts';

/** A sentence from the API: its parts between backticks are commands and names. */
export function Prose({ children }: { children: string }) {
  // Odd parts stand between two backticks; the text does not change under the reader, so that the place is the key.
  // oxlint-disable-next-line react/no-array-index-key
  return <bdi>{safeText(children).split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</bdi>;
}
