/** A bar of what is used (solid), held (hatched) and free (outline) of a whole; the words stand beside it. */
export function Gauge({ used, held = 0, whole }: { used: number; held?: number; whole: number }) {
  const scale = (part: number) => (whole <= 0 ? (part > 0 ? 100 : 0) : Math.min(100, (part / whole) * 100));
  const solid = scale(used);
  return (
    <svg className="gauge" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width={solid} height="8" className="fill-ink" />
      {held > 0 && <rect x={solid} width={Math.min(100 - solid, scale(held))} height="8" className="fill-sea" />}
    </svg>
  );
}

export function Meter({ name, words, used, held, whole }: { name: string; words: string; used: number; held?: number; whole: number }) {
  return (
    <div className="meter">
      <div><span>{name}</span><span className="sub">{words}</span></div>
      <Gauge used={used} {...(held === undefined ? {} : { held })} whole={whole} />
    </div>
  );
}
