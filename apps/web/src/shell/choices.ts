/** Choices of this browser, in cookies so that the server's first HTML already follows them. */
export type Choice = 'berth_theme' | 'berth_keys' | 'berth_zone';

const year = 365 * 24 * 3600;

export function setChoice(name: Choice, value: string): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${year}; samesite=lax${secure}`;
}

/** Keeps a choice and lays the page out anew. */
export function rememberChoice(name: Choice, value: string): void {
  setChoice(name, value);
  location.reload();
}
