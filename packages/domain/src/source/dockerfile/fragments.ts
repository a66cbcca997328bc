/** The user that generated images run as: a number, because not every base image has a name for it. */
export const appUser = '1000:1000';

/** The port that generated images announce; the platform sets PORT to what it expects. */
export const defaultPort = 8080;

/**
 * Makes sure of an init and of certificates: some base images have them, the stock ones of Docker Hub get them from
 * Debian. The app's folder belongs to the app's user.
 */
export const initAndFolder = `RUN { command -v tini && test -e /etc/ssl/certs/ca-certificates.crt; } >/dev/null 2>&1 \\
    || { apt-get update && apt-get install -y --no-install-recommends ca-certificates tini && rm -rf /var/lib/apt/lists/*; } \\
    && mkdir -p /app && chown ${appUser} /app`;

/** HOME is changed only here: package managers have their caches in the one of root. */
export const runAsApp = ['ENV HOME=/tmp', `EXPOSE ${defaultPort}`, `USER ${appUser}`];

export const entrypoint = 'ENTRYPOINT ["/usr/bin/tini", "--"]';

/** JSON form, so that no shell stands between the init and the program. */
export const cmd = (argv: readonly string[]): string => `CMD [${argv.map((word) => JSON.stringify(word)).join(', ')}]`;

/** `COPY` of files of the source, in the form that takes any name. */
export const copy = (paths: readonly string[], target: string): string => `COPY ${JSON.stringify([...paths, target]).replaceAll('","', '", "')}`;

/** What never belongs into an image: history, secrets, editors' and systems' leftovers. */
export const ignoredEverywhere = ['.git', '.github', '.gitlab', '.berth', '.env', '.env.local', '.env.*.local', '.DS_Store', '.idea', '.vscode', '*.log', 'Dockerfile', '.dockerignore', '.berthignore', 'Procfile'];

/** Blocks apart by an empty line, each of lines; empty ones are left out. */
export function dockerfileOf(blocks: readonly (readonly (string | null)[])[]): string {
  return `${blocks
    .map((block) => block.filter((line) => line !== null).join('\n'))
    .filter((block) => block !== '')
    .join('\n\n')}\n`;
}

export const ignoreOf = (own: readonly string[]): string => `${[...ignoredEverywhere, ...own].join('\n')}\n`;
