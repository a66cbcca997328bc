import { createHmac } from 'node:crypto';

/** What the TXT record of an app's domains holds. Everybody may read it: it proves a host for this one app alone. */
export const proofValue = (installationKey: Uint8Array, appId: string): string => `berth=${createHmac('sha256', installationKey).update(`berth-domain:${appId}`).digest('base64url').slice(0, 32)}`;
