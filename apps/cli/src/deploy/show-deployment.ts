import type { AppTarget } from '../berth-command.js';
import type { Api } from '../http/api.js';
import { noWorker } from '../http/worker-answers.js';
import { plainText } from '../output/plain-text.js';
import { styleFor } from '../output/style.js';
import { hasEnded, type Deployment } from './deployment.js';
import { describeEnd } from './describe-failure.js';
import { followDeployment } from './follow-deployment.js';
import { StepPrinter } from './step-printer.js';
import { transcriptOf } from './transcript.js';

/**
 * Shows a deployment on stderr until it has ended or Ctrl-C detaches from it, and sets the exit code: 1 when it did
 * not get live, 130 when detached. Resolves with what is known of it last.
 */
export async function showDeployment(api: Api, target: AppTarget, first: Deployment): Promise<Deployment> {
  const printer = new StepPrinter(process.stderr);
  const detached = new AbortController();
  const detach = () => detached.abort();
  process.once('SIGINT', detach);
  let known = first;
  let printed = 0;
  showWarnings(first);
  try {
    known = await followDeployment(api, target, first, {
      signal: detached.signal,
      onChange: (deployment) => {
        known = deployment;
        const { ended, running } = transcriptOf(deployment, Date.now(), target.tenant);
        for (const line of ended.slice(printed)) printer.step(line);
        printed = Math.max(printed, ended.length);
        printer.follow(running === null ? null : () => transcriptOf(known, Date.now(), target.tenant).running);
      },
      onLoss: () => printer.line('The connection was lost; the deployment goes on. Connecting again …'),
      onNoWorker: () => printer.line(noWorker),
    });
  } finally {
    printer.end();
    process.removeListener('SIGINT', detach);
  }
  if (!hasEnded(known)) {
    process.stderr.write(`${describeDetached(target, known)}\n`);
    process.exitCode = 130;
  } else {
    showWarnings(known, first.warnings);
    if (known.state !== 'live') {
      process.stderr.write(`${describeEnd(known, await whatServes(api, target, known.release), styleFor(process.stderr))}\n`);
      process.exitCode = 1;
    }
  }
  return known;
}

/** Says on stderr what there is to know of a deployment, but for what was said. */
export function showWarnings({ warnings }: Pick<Deployment, 'warnings'>, said: readonly string[] = []): void {
  process.stderr.write(warnings.filter((warning) => !said.includes(warning)).map((warning) => `! ${plainText(warning)}\n`).join(''));
}

/** What is said to whoever stops watching. */
export function describeDetached({ tenant, app, environment }: AppTarget, { number }: Pick<Deployment, 'number'>): string {
  const flags = `--app ${app} --tenant ${tenant}${environment === 'production' ? '' : ` --environment ${environment}`}`;
  return [`Detached: deployment ${number} goes on without you.`, `  Follow it:  berth follow ${number} ${flags}`, `  Cancel it:  berth cancel ${number} ${flags}`].join('\n');
}

/** What answers at the app's URL besides the release that failed, whose pods may still be there; null when nobody can say. */
async function whatServes(api: Api, target: AppTarget, failed: number | null): Promise<{ release: number | null; url: string } | null> {
  try {
    const environment = await api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', { params: { path: target } }));
    const { servingRelease, liveRelease, url } = environment;
    return { release: servingRelease === failed ? liveRelease : servingRelease, url };
  } catch {
    return null; // the failure itself has been shown; this is only an addition to it
  }
}
