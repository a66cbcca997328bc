import { Problem } from '@berth/domain';

/** The one answer for what is absent and for what belongs to another tenant. */
export const notFound = (): Problem => new Problem('not-found');
