import type { Environment } from '../api/types.ts';
import { plural } from '../format/quantities.ts';
import { sharesOf, weightOf } from './waterline-shares.ts';

/** One bar across the page: which release answers which part of the requests right now. */
export function Waterline({ environment }: { environment: Environment }) {
  const last = environment.lastDeployment;
  const shares = sharesOf(environment.processes, last?.state === 'running' && last.rollout ? weightOf(last.rollout) : null);
  const serving = environment.servingRelease;
  const isNext = (release: number) => serving !== null && release > serving;
  const starts = shares.map((_, index) => shares.slice(0, index).reduce((sum, { percent }) => sum + percent * 10, 0));
  return (
    <section className="waterline" aria-label="Who answers requests now">
      <svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
        <defs><pattern id="next" width="8" height="16" patternUnits="userSpaceOnUse"><rect width="8" height="16" className="fill-sea" /><path d="M0 16 8 0" className="stroke-paper" strokeOpacity=".4" strokeWidth="2.5" /></pattern></defs>
        <rect width="1000" height="16" className="fill-sunken" />
        {shares.map(({ release, percent }, index) => {
          const from = starts[index] ?? 0;
          const gap = from + percent * 10 < 1000 ? 2 : 0;
          return percent === 0 ? null : <rect key={release} x={from} width={percent * 10 - gap} height="16" {...(isNext(release) ? { fill: 'url(#next)' } : { className: 'fill-ink' })} />;
        })}
      </svg>
      <ul className="small">
        {shares.map(({ release, percent, ready, pods }) => (
          <li key={release}><span className={isNext(release) ? 'key next' : 'key'} /><span><b>v{release}</b> answers {percent} % <span className="sub">{ready === pods ? `${plural(pods, 'pod')} ready` : `${ready} of ${plural(pods, 'pod')} ready`}</span></span></li>
        ))}
        {shares.length === 0 && <li className="sub">No pod answers.</li>}
      </ul>
    </section>
  );
}
