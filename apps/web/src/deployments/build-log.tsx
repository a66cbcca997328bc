'use client';

import { useEffect, useRef, useState } from 'react';
import { problemOf } from '../api/problem.ts';
import type { Deployment, EnvironmentKey } from '../api/types.ts';
import { followStream } from '../live/read-event-stream.ts';
import { parseLine } from '../logs/parse-line.ts';

const shownLines = 2_000;

/** The build's output, live. Lines with colours as spans; the newest two thousand are shown. */
export function BuildLog({ place, deployment }: { place: EnvironmentKey; deployment: Deployment }) {
  const { text, error } = useBuildLog(place, deployment.id);
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  useEffect(() => {
    if (box.current && follow.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text]);
  const lines = text.replace(/\n$/, '').split('\n');
  const from = Math.max(0, lines.length - shownLines);
  return (
    <section className="region" aria-labelledby="build-log">
      <h2 id="build-log" className="mb-2">Build log</h2>
      {error !== null && <p className="sub mb-2">{error}</p>}
      <div className="buildlog min-h-[12rem]" ref={box} tabIndex={0} role="log" aria-live="off" aria-labelledby="build-log" onScroll={({ currentTarget }) => {
        follow.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < 40;
      }}>
        {from > 0 && <p className="sub">{from} earlier lines are not shown.</p>}
        {text !== '' && lines.slice(from).map((line, index) => (
          // The place in the log is a line's identity: lines are only added.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={from + index}><bdi>{parseLine(line).map((span, at) => <span key={`${at}${span.classes}`} className={span.classes || undefined}>{span.text}</span>)}</bdi>{line === '' && '\u00a0'}</div>
        ))}
      </div>
    </section>
  );
}

function useBuildLog({ tenant, app, environment }: EnvironmentKey, id: string) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const part = encodeURIComponent;
    let seen = -1;
    let waiting = '';
    let frame = 0;
    followStream(`/api/v1/tenants/${part(tenant)}/apps/${part(app)}/environments/${part(environment)}/deployments/${part(id)}/build-log?follow=true`, {
      signal: stop.signal,
      onEvent: ({ data }) => {
        const chunk = JSON.parse(data) as { seq: number; text: string };
        if (chunk.seq <= seen) return;
        seen = chunk.seq;
        waiting += chunk.text;
        frame ||= requestAnimationFrame(() => {
          frame = 0;
          const added = waiting;
          waiting = '';
          setText((before) => before + added);
        });
      },
    }).catch((problem: unknown) => setError(problemOf(problem).detail));
    return () => {
      stop.abort();
      cancelAnimationFrame(frame);
      setText('');
    };
  }, [tenant, app, environment, id]);
  return { text, error };
}
