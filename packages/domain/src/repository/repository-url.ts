import { z } from 'zod';

const shape = /^https:\/\/([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?)\/([A-Za-z0-9_.~-]+(?:\/[A-Za-z0-9_.~-]+)+)\/?$/;
const suffix = /\.git$/;
const dots = /(?:^|\/)\.{1,2}(?:\/|$)/;
const longest = 300;

/**
 * The address of a git repository over HTTPS, as its owner's page shows it; read as `https://<host>/<path>.git`. Anything
 * that git could take for another transport, an option, a login or a query is refused.
 */
export const repositoryUrl = z
  .string()
  .max(longest)
  .transform((text, context) => {
    const [, host, named] = shape.exec(text) ?? [];
    const path = named?.replace(suffix, '');
    if (host !== undefined && path !== undefined && !path.endsWith('/') && !dots.test(path) && Number(host.split(':')[1] ?? 443) <= 65_535) return `https://${host}/${path}.git`;
    context.addIssue('must be the https address of a repository, such as https://github.com/acme/shop, without user name, password or query');
    return z.NEVER;
  });

/** Host, with its port where it has one, and the path that the provider knows the repository by. */
export function partsOfRepositoryUrl(url: string): { host: string; hostname: string; port: number; path: string } {
  const [, host = '', path = ''] = shape.exec(url) ?? [];
  const [hostname = '', port] = host.split(':');
  return { host, hostname, port: Number(port ?? 443), path: path.replace(suffix, '') };
}
