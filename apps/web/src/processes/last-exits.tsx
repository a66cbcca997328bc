import { safeText } from '../format/safe-text.ts';
import { Ago } from '../live/time.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { endedPods, exitWords, type Pod } from './exit-words.ts';

/** How containers of these pods ended last, at most `most` of them, with the last word that each left. */
export function LastExits({ pods, most = pods.length }: { pods: readonly Pod[]; most?: number }) {
  const ended = endedPods(pods);
  if (ended.length === 0) return null;
  return (
    <ul className="small mt-3" aria-label="How pods ended last">
      {ended.slice(0, most).map(({ name, lastExit }) => (
        <li key={name} className="mb-2">
          <p><Foreign code>{name}</Foreign> ended{lastExit.at !== null && <> <Ago at={lastExit.at} /></>}: <b><Foreign>{exitWords(lastExit)}</Foreign></b></p>
          {lastExit.message !== null && <pre className="sample" tabIndex={0} aria-label={`Last word of ${name}`}><bdi>{safeText(lastExit.message)}</bdi></pre>}
        </li>
      ))}
      {ended.length > most && <li className="sub">{ended.length - most} more under Processes.</li>}
    </ul>
  );
}
