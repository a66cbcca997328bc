/** Runs once when the server starts: a wrong environment ends the process here and not at the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { env } = await import('./src/env.ts');
  env();
}
