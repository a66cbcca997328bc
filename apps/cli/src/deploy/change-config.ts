import { Flags } from '@oclif/core';
import type { AppTarget } from '../berth-command.js';
import type { Api } from '../http/api.js';
import { describeDetached, showDeployment } from './show-deployment.js';

export const configFlags = {
  'no-deploy': Flags.boolean({ summary: 'Only store it; the next deployment brings it in force.' }),
  detach: Flags.boolean({ char: 'd', summary: 'Do not wait until it is in force.' }),
};

export interface ConfigChange {
  set?: Record<string, string>;
  secrets?: Record<string, string>;
  unset?: string[];
}

export interface ChangeConfigOptions {
  flags: { 'no-deploy': boolean; detach: boolean };
  note: (text: string) => void;
}

/** Changes variables and secrets, all or nothing, and shows the deployment that brings them in force. */
export async function changeConfig(api: Api, target: AppTarget, change: ConfigChange, { flags, note }: ChangeConfigOptions) {
  const body = { set: change.set ?? {}, secrets: change.secrets ?? {}, unset: change.unset ?? [], deploy: !flags['no-deploy'] };
  const answer = await api.askOnce((client, header) => client.PATCH('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/config', { params: { path: target, header }, body }));
  note(`Config is at version ${answer.config.version}.`);
  if (answer.deployment === null) {
    note(body.deploy ? 'It comes in force with the first deployment.' : 'It comes in force with the next deployment.');
    return answer;
  }
  if (flags.detach) {
    note(describeDetached(target, answer.deployment));
    return answer;
  }
  return { ...answer, deployment: await showDeployment(api, target, answer.deployment) };
}
