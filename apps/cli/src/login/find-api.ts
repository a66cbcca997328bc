import { Api } from '../http/api.js';
import { CliFailure } from '../cli-failure.js';
import type { Dispatcher } from 'undici';

/**
 * Where the API answers, given its own address or the portal's. Throws what the network says, or that what answers
 * there is not Berth.
 */
export async function findApi(given: string, dispatcher: Dispatcher, userAgent: string): Promise<string> {
  const candidates = given.endsWith('/api') ? [given] : [`${given}/api`, given];
  let failure: unknown;
  for (const url of candidates) {
    try {
      await new Api({ url, token: null, tokenOrigin: 'none', dispatcher, userAgent }).ask((client) => client.GET('/health'));
      return url;
    } catch (error) {
      if (!(error instanceof CliFailure) || error.code !== 'not-berth') throw error;
      failure ??= error;
    }
  }
  throw failure;
}
