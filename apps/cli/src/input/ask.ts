import { usageFailure } from '../cli-failure.js';

const streams = { output: process.stderr } as const;

/** Asks for a line of text. */
export async function askText(message: string, options: { default?: string; validate?: (value: string) => true | string } = {}): Promise<string> {
  const { input } = await import('@inquirer/prompts');
  return input({ message, ...options }, streams);
}

/** Asks for something that is not shown while it is typed. */
export async function askSecret(message: string): Promise<string> {
  const { password } = await import('@inquirer/prompts');
  return password({ message, mask: '*' }, streams);
}

/** Asks yes or no. */
export async function askYes(message: string, preset = true): Promise<boolean> {
  const { confirm } = await import('@inquirer/prompts');
  return confirm({ message, default: preset }, streams);
}

/** Asks to choose one of several. */
export async function askChoice(message: string, choices: readonly string[]): Promise<string> {
  const { select } = await import('@inquirer/prompts');
  return select({ message, choices: choices.map((value) => ({ value })) }, streams);
}

/** What comes in on stdin, without the line end at its end. */
export async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks).toString('utf8').replace(/\r?\n$/, '');
}

/**
 * Makes sure that a deletion is meant: the name typed again, on a terminal or with `--confirm`.
 * Throws when it is not the same.
 */
export async function confirmName(name: string, options: { confirm: string | undefined; interactive: boolean; warning: string }): Promise<void> {
  if (options.confirm === undefined && !options.interactive) throw usageFailure(options.warning, `If you mean it, add --confirm ${name}.`);
  const typed = options.confirm ?? (await askText(`${options.warning} Type ${name} to go on:`));
  if (typed.trim() !== name) throw usageFailure(`“${typed}” is not “${name}”; nothing was deleted.`, 'Type the name exactly.');
}
