import type { AppTarget } from '../berth-command.js';
import type { Api } from '../http/api.js';
import { followEvents, pause } from '../http/server-sent-events.js';
import type { LogLine } from '../logs/format-log-line.js';
import { hasRun, type CronRun } from './describe-run.js';

const lookMs = 1_000;
/** Lines of earlier runs may stand before those of this one. */
const tail = 1_000;

const runPath = '/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/runs/{cronRun}';

/** Shows what a run writes as it comes, and in the end what was missed of it. Gives the run as it ended, or as it was when `signal` aborted. */
export async function followRun(api: Api, target: AppTarget, begun: CronRun, show: (line: LogLine) => void, signal: AbortSignal): Promise<CronRun> {
  const path = { ...target, cron: begun.cron, cronRun: begun.id };
  const waiting: LogLine[] = [];
  const shown = new Map<string, number>();
  let job: string | null = null;
  const take = (line: LogLine): void => {
    if (job === null) return void waiting.push(line);
    if (!line.pod.startsWith(`${job}-`)) return;
    shown.set(line.pod, (shown.get(line.pod) ?? 0) + 1);
    show(line);
  };
  const end = new AbortController();
  const live = followLive(api, target, begun.cron, take, AbortSignal.any([signal, end.signal]));
  let run = begun;
  try {
    while (!hasRun(run) && !signal.aborted) {
      await pause(lookMs, signal);
      run = await api.ask((client) => client.GET(runPath, { params: { path } }));
      if (job === null && run.job !== null) {
        job = run.job;
        for (const line of waiting.splice(0)) take(line);
      }
    }
  } finally {
    end.abort();
    await live;
  }
  if (!hasRun(run)) return run;
  const { items } = await api.ask((client) => client.GET(`${runPath}/log`, { params: { path } }));
  for (const [pod, lines] of Map.groupBy(items, (line) => line.pod)) for (const line of lines.slice(shown.get(pod) ?? 0)) show(line);
  return run;
}

/** Lines as they come; what does not come this way is shown at the end. */
async function followLive(api: Api, { tenant, app, environment }: AppTarget, process: string, take: (line: LogLine) => void, signal: AbortSignal): Promise<void> {
  const query = new URLSearchParams({ follow: 'true', process, tail: String(tail) });
  await followEvents(api, `/v1/tenants/${tenant}/apps/${app}/environments/${environment}/logs?${query}`, { signal, patientAtFirst: true, onEvent: ({ data }) => take(JSON.parse(data) as LogLine) }).catch(() => undefined);
}
