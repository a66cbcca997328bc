import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

/** A cache whose queries are not asked again just after the server filled them, nor after a refusal. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => !(error instanceof ApiProblem && error.status < 500) && failures < 3,
      },
    },
  });
}
