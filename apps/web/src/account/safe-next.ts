/** A path of this portal to go to after the login; anything that could lead to another site is the home page. */
export function safeNext(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/')) return '/';
  const base = 'https://portal.invalid';
  try {
    const url = new URL(next, base);
    return url.origin === base && !/^\/[/\\]/.test(next) && !url.pathname.startsWith('//') && !url.pathname.startsWith('/login') ? url.pathname + url.search + url.hash : '/';
  } catch (error) {
    if (error instanceof TypeError) return '/';
    throw error;
  }
}
