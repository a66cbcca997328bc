import { CliFailure } from '../cli-failure.js';
import type { Api } from '../http/api.js';
import { pause } from '../http/server-sent-events.js';
import { plainText } from '../output/plain-text.js';

export interface BrowserLoginOptions {
  /** Who asks, as the portal shows it. */
  clientName: string;
  openBrowser: boolean;
  note: (text: string) => void;
}

/** Gets a token that a browser approves (RFC 8628). Throws when it is denied or not answered in time. */
export async function logInByBrowser(api: Api, { clientName, openBrowser, note }: BrowserLoginOptions): Promise<string> {
  const started = await api.ask((client) => client.POST('/v1/device', { body: { clientName } }));
  const address = plainText(started.verificationUriComplete);
  note(`Confirm the code ${plainText(started.userCode)} in your browser:\n  ${address}`);
  if (openBrowser) await openInBrowser(address);
  const deadline = Date.now() + started.expiresIn * 1000;
  let { interval } = started;
  while (Date.now() < deadline) {
    await pause(interval * 1000);
    const answer = await api.ask((client) => client.POST('/v1/device/token', { body: { deviceCode: started.deviceCode } })).catch((error: unknown) => {
      if (error instanceof CliFailure && (error.code === 'too-many-attempts' || error.code === 'connection-lost' || error.code === 'unreachable')) return null; // asked again in a moment
      throw error;
    });
    interval = answer?.interval ?? interval;
    if (answer?.state === 'approved' && answer.token !== null) return answer.token;
    if (answer?.state === 'denied') throw new CliFailure('The login was denied in the browser.', { code: 'login-denied', remedy: 'Run `berth login` again if that was not meant.' });
    if (answer?.state === 'expired') break;
  }
  throw new CliFailure('The code was not confirmed in time.', { code: 'login-expired', remedy: 'Run `berth login` again.' });
}

/** Opens an address in the user's browser; where there is none, the address that was printed must do. */
export async function openInBrowser(address: string): Promise<void> {
  const { default: open } = await import('open');
  await open(address).then((child) => child.once('error', () => {}), () => {});
}
