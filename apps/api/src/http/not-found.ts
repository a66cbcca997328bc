import { Problem } from '@berth/domain';

/** The one answer for what is absent and for what belongs to another tenant. */
export const notFound = (): Problem => new Problem('not-found');

/** For a name within what the caller sees, with those that are there: `process` or `cron process`. */
export const noneNamed = (what: string, name: string, there: readonly { name: string }[]): Problem =>
  new Problem('not-found', `There is no ${what} ${name} here. ${there.length === 0 ? 'There is none at all.' : `There are: ${there.map((one) => one.name).join(', ')}.`}`, { remedy: 'Name one that is deployed here.' });
