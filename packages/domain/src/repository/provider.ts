/** Who keeps a repository and tells of pushes. */
export const repositoryProviders = ['github', 'gitlab'] as const;
export type RepositoryProvider = (typeof repositoryProviders)[number];

const known: Record<string, RepositoryProvider> = { 'github.com': 'github', 'gitlab.com': 'gitlab' };

/** The provider that a host is known to be; null for a company's own host, which may be either. */
export const providerOf = (host: string): RepositoryProvider | null => known[host] ?? null;
