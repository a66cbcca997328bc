import { Flags } from '@oclif/core';
import { processName, runName } from '@berth/domain';
import { appFlags, BerthCommand, named, type AppTarget } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import { hasEnded, type Deployment } from '../deploy/deployment.js';
import { findDeployment } from '../deploy/find-deployment.js';
import { deploymentPath } from '../deploy/follow-deployment.js';
import type { Api } from '../http/api.js';
import { followEvents } from '../http/server-sent-events.js';
import { noWorker, workerAnswers } from '../http/worker-answers.js';
import { formatLogLine, type LogLine } from '../logs/format-log-line.js';

/** How often it is asked whether there is a worker, who brings the lines. */
const workerMs = 10_000;
/** How often a run that is followed is looked at, and how long its last lines may take after its end. */
const lookMs = 2_000;
const lateLinesMs = 2_000;

function noLines({ run, previous }: { run?: string | undefined; previous: boolean }): string {
  if (run !== undefined) return `There are no lines of ${run}: it has written none, or it had a terminal, which alone got them.`;
  return previous ? 'No lines are kept: no pod has failed or was removed lately.' : 'The app has not written anything yet.';
}

export default class Logs extends BerthCommand {
  static override summary = 'Read or follow the log of the app, or of a build.';
  static override description = 'With --json, one JSON object a line.';
  static override examples = [
    { description: 'The last lines, and then what comes', command: '<%= config.bin %> logs --follow' },
    { description: 'What the pods wrote that crashed', command: '<%= config.bin %> logs --previous' },
    { description: 'The log of the last build', command: '<%= config.bin %> logs --build' },
  ];
  static override flags = {
    ...appFlags,
    follow: Flags.boolean({ char: 'f', summary: 'Go on with what comes, until Ctrl-C.' }),
    previous: Flags.boolean({ char: 'p', summary: 'The kept lines of failed and removed pods.', exclusive: ['follow', 'build', 'release'] }),
    build: Flags.boolean({ char: 'b', summary: 'The log of the last build.', exclusive: ['process', 'tail'] }),
    release: Flags.boolean({ char: 'r', summary: 'The log of the last release command.', exclusive: ['process', 'tail', 'build'] }),
    run: Flags.string({ helpValue: 'NAME', summary: 'The lines of this detached run.', exclusive: ['process', 'build', 'release', 'previous'], parse: named('a run', runName) }),
    deployment: Flags.string({ helpValue: 'N', summary: 'With --build or --release: that of this deployment.' }),
    process: Flags.string({ helpValue: 'NAME', summary: 'Only this process.', parse: named('a process', processName) }),
    tail: Flags.integer({ char: 'n', helpValue: 'N', min: 0, max: 1000, summary: 'How many of the last lines; 200 when absent.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Logs);
    const { session, target } = await this.openApp(flags);
    const stopped = new AbortController();
    const stop = () => stopped.abort();
    process.once('SIGINT', stop);
    try {
      const options = { ...flags, follow: flags.follow === true, previous: flags.previous === true }; // absent ones come undefined
      if (flags.deployment !== undefined && !flags.build && !flags.release) throw usageFailure('--deployment goes with --build or --release.', 'Add one of them.');
      if (flags.build) await this.showStep(session.api, target, 'build', options, stopped.signal);
      else if (flags.release) await this.showStep(session.api, target, 'release', options, stopped.signal);
      else if (flags.run !== undefined) await this.showRun(session.api, target, { ...options, process: flags.run, run: flags.run }, stopped);
      else await this.showLines(session.api, target, options, stopped.signal);
    } finally {
      process.removeListener('SIGINT', stop);
    }
    if (stopped.signal.aborted) process.exitCode = 130;
  }

  private async showLines(api: Api, { tenant, app, environment }: AppTarget, flags: { follow: boolean; previous: boolean; process?: string | undefined; run?: string | undefined; tail?: number | undefined }, signal: AbortSignal): Promise<void> {
    const query = new URLSearchParams({ follow: String(flags.follow), previous: String(flags.previous), ...(flags.process !== undefined && { process: flags.process }), ...(flags.tail !== undefined && { tail: String(flags.tail) }) });
    let lines = 0;
    let told = false;
    const watch = setInterval(() => {
      void workerAnswers(api).then((answers) => {
        if (!answers && !told) this.note(noWorker);
        told = !answers;
      });
    }, workerMs);
    await followEvents(api, `/v1/tenants/${tenant}/apps/${app}/environments/${environment}/logs?${query}`, {
      signal,
      isComplete: () => !flags.follow,
      onLoss: () => this.note('The connection was lost. Connecting again …'),
      onEvent: ({ data }) => {
        lines++;
        if (this.jsonEnabled()) process.stdout.write(`${data}\n`);
        else this.print(formatLogLine(JSON.parse(data) as LogLine, this.style, { full: process.stdout.isTTY !== true }));
      },
    }).finally(() => clearInterval(watch));
    if (lines === 0 && !signal.aborted) this.note(noLines(flags));
  }

  /** A run's lines: kept ones once it has ended; before that what comes, to its end. */
  private async showRun(api: Api, target: AppTarget, flags: { follow: boolean; previous: boolean; process: string; run: string; tail?: number | undefined }, stopped: AbortController): Promise<void> {
    const hasEnded = async (): Promise<boolean> => (await api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/runs/{run}', { params: { path: { ...target, run: flags.process } } }))).finishedAt !== null;
    if (await hasEnded()) return this.showLines(api, target, { ...flags, follow: false, previous: true }, stopped.signal);
    const ended = new AbortController();
    const watch = setInterval(() => {
      hasEnded().then(
        (yes) => yes && setTimeout(() => ended.abort(), lateLinesMs),
        () => {}, // the stream itself tells of a lost connection
      );
    }, lookMs);
    try {
      await this.showLines(api, target, flags, AbortSignal.any([stopped.signal, ended.signal]));
    } finally {
      clearInterval(watch);
    }
  }

  private async showStep(api: Api, target: AppTarget, step: 'build' | 'release', flags: { follow: boolean; deployment?: string | undefined }, signal: AbortSignal): Promise<void> {
    const begun = ({ steps }: Deployment): boolean => steps.some(({ name, state }) => name === step && state !== 'pending' && state !== 'skipped');
    const fits = { build: (deployment: Deployment) => deployment.buildId !== null && begun(deployment), release: begun };
    const deployment = await findDeployment(api, target, flags.deployment, { what: step === 'build' ? 'with a build' : 'with a release command', test: fits[step] });
    let atLineStart = true;
    await followEvents(api, `${deploymentPath(target, deployment.id)}/${step}-log?follow=${String(flags.follow && !hasEnded(deployment))}`, {
      signal,
      isComplete: () => !flags.follow,
      onLoss: () => this.note('The connection was lost. Connecting again …'),
      onEvent: ({ data }) => {
        const { text } = JSON.parse(data) as { text: string };
        if (this.jsonEnabled()) process.stdout.write(`${data}\n`);
        else process.stdout.write(this.style.foreign(text));
        atLineStart = text.endsWith('\n');
      },
    });
    if (!atLineStart) process.stdout.write('\n');
  }
}
