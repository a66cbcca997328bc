'use client';

import { fewestRequests } from '@berth/domain';
import clsx from 'clsx';
import type { Deployment, EnvironmentKey, Rollout } from '../api/types.ts';
import { plural } from '../format/quantities.ts';
import { CopyButton } from '../ui/copy.tsx';
import { FlagMark } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { RolloutActs } from './rollout-acts.tsx';
import { gateRows, leftWords, serveWords, stageRows } from './rollout-words.ts';

const strategyNames: Record<Rollout['strategy'], string> = { rolling: 'Rolling', staged: 'Staged', canary: 'Canary', 'blue-green': 'Blue-green' };

/** A release that is tried beside the one that serves: its stages, who gets which requests, its gates, and what can be done about it. */
export function RolloutPanel({ place, deployment, rollout }: { place: EnvironmentKey; deployment: Deployment; rollout: Rollout }) {
  const running = deployment.state === 'running';
  const tried = running && rollout.phase !== 'passed';
  const gates = gateRows(rollout);
  const summary = tried ? `${strategyNames[rollout.strategy]}: stage ${rollout.stage + 1} of ${rollout.stages.length}` : running ? 'All stages have passed' : `${strategyNames[rollout.strategy]}: ${rollout.phase === 'passed' ? 'all stages passed' : `ended in stage ${rollout.stage + 1} of ${rollout.stages.length}`}`;
  return (
    <section className="rollout" aria-labelledby="rollout">
      <div className="head">
        <h3 id="rollout">{summary}</h3>
        {tried && <span className="sub small">{leftWords(rollout)}</span>}
        <p className="sr-only" role="status">{running ? `${summary}${rollout.paused ? ', paused' : ''}` : ''}</p>
      </div>
      {running && <p className="mb-2">{serveWords(deployment, rollout)}</p>}
      <ol className="steps mb-2" aria-label="Stages">
        {stageRows(deployment, rollout).map(({ key, view, words, time }) => (
          <li key={key} className={clsx(view.row)} aria-current={view.row === 'now' ? 'step' : undefined}>
            <FlagMark flag={view.flag} tone={view.tone} /><span>{words}<span className="sr-only">: {view.words}</span></span><span className="sub">{time}</span>
          </li>
        ))}
      </ol>
      {gates.length > 0 && (
        <table className="mb-2">
          <thead><tr><th scope="col">Gate</th><th scope="col" className="num">Now</th><th scope="col" className="num">At most</th></tr></thead>
          <tbody>{gates.map(({ name, now, most, missed }) => <tr key={name}><th scope="row">{name}</th><td className={clsx('num', missed && 'text-fail')}>{now}{missed && ' (missed)'}</td><td className="num">{most}</td></tr>)}</tbody>
        </table>
      )}
      {rollout.figures !== null && <p className="small sub mb-2">{rollout.figures.requests < fewestRequests ? `${plural(rollout.figures.requests, 'request')} in this stage; gates are judged from ${fewestRequests} on.` : `Of ${plural(rollout.figures.requests, 'request')} in this stage.`}</p>}
      {tried && rollout.previewUrl !== null && <p className="small mb-2">The new release alone: <a href={rollout.previewUrl} rel="noreferrer"><Foreign>{rollout.previewUrl}</Foreign></a> <CopyButton text={rollout.previewUrl} label="Copy the preview URL" /></p>}
      {running && <RolloutActs place={place} deployment={deployment} rollout={rollout} />}
    </section>
  );
}
