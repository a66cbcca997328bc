// What the command reference is made of; also used by the test that compares it with docs/cli.md.
import { readdirSync } from 'node:fs';

/**
 * The commands in a folder, by their words.
 * @param {URL} folder ends with a slash
 * @param {string} extension
 * @param {(url: URL) => Promise<{ default: any }>} [load]
 */
export async function documentedCommands(folder, extension, load = (url) => import(url.href)) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(extension) && !file.endsWith(`.d${extension}`) && !file.endsWith(`.test${extension}`));
  return Promise.all(files.map(async (file) => ({ name: file.slice(0, -extension.length).replace(/\/index$/, '').replaceAll('/', ' '), command: (await load(new URL(file, folder))).default })));
}

/** @param {{ topics: Record<string, { description?: string }> }} oclif */
export function documentedTopics({ topics }) {
  return Object.entries(topics).flatMap(([name, { description }]) => (description ? [{ name: name.replaceAll(':', ' '), description }] : []));
}
