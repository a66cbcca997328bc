import { Problem } from '@berth/domain';

/** The operator may know what exists, so the answer names it. */
export const noSuch = (what: string, name: string): Problem => new Problem('not-found', `There is no ${what} ${name}.`, { remedy: `Check the name of the ${what}.` });
