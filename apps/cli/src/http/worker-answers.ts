import type { Api } from './api.js';

/** What is said to whoever waits for something that a worker does while there is none. */
export const noWorker = 'No worker of this Berth answers: nothing is deployed and no log arrives until one runs again. Tell the operator (`npm run status`, then `npm start`, where Berth is installed).';

/** Whether a worker is there; true when that cannot be told. */
export async function workerAnswers(api: Api): Promise<boolean> {
  try {
    const { checks } = await api.ask((client) => client.GET('/ready'));
    return (checks['worker'] ?? 'ok') === 'ok';
  } catch {
    return true; // what is wrong with the API is told by what is asked of it
  }
}
