/** One argument as a POSIX shell reads it back unchanged. */
export function shellQuote(argument: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/** The CLI's command for the same act, such as `berth rollback v7 --app hello --tenant acme`. */
export function berthCommand(words: readonly string[], place: { tenant?: string; app?: string; environment?: string } = {}): string {
  const flags = [...(place.app === undefined ? [] : ['--app', place.app]), ...(place.tenant === undefined ? [] : ['--tenant', place.tenant]), ...(place.environment === undefined || place.environment === 'production' ? [] : ['--environment', place.environment])];
  return ['berth', ...words, ...flags].map(shellQuote).join(' ');
}
