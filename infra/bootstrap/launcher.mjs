import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { putFile } from '../local/put-file.mjs';
import { node24, root } from './local-folder.mjs';

/** A word as a POSIX shell reads it back unchanged. @param {string} text */
export const shellWord = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * Writes the `berth` command of this checkout, usable from any folder. It fills in where this installation is, unless
 * something else says which one is meant.
 * @param {import('./local-folder.mjs').LocalFolder} local
 * @param {{ url: string, ca: string | null }} installation
 */
export function writeLauncher(local, { url, ca }) {
  const trust = ca === null ? '' : `if [ -z "\${BERTH_CA:-}" ] && [ "$meant" = "$here" ]; then export BERTH_CA=${shellWord(ca)}; fi\n`;
  putFile(local.launcher, `#!/bin/sh
# The berth command of the checkout in ${root}. Variables and an earlier login elsewhere come first.
here=${shellWord(url)}
known="\${XDG_CONFIG_HOME:-$HOME/.config}/berth/installations.json"
meant=\${BERTH_URL:-}
if [ -z "$meant" ]; then
  if [ ! -f "$known" ] || grep -q '"current": null' "$known"; then meant=$here; export BERTH_URL="$here"
  elif grep -qF "\\"current\\": \\"$here\\"" "$known"; then meant=$here; fi
fi
${trust}exec ${shellWord(node24)} ${shellWord(join(root, 'apps/cli/bin/run.js'))} "$@"
`, 0o755);
  chmodSync(local.launcher, 0o755);
}

/**
 * Writes variables for scripts, in shell form.
 * @param {string} file
 * @param {Record<string, string>} variables
 */
export function writeEnv(file, variables) {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}\n`);
  putFile(file, `# Where this installation is. Use it with: . ${file}\n${lines.join('')}`, 0o600);
}
