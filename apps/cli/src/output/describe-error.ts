import { stripVTControlCharacters } from 'node:util';
import { CliFailure } from '../cli-failure.js';
import type { Style } from './style.js';

/** What is shown of an error: a sentence, what to do, and how to find it again. Never a stack. */
export function describeError(error: Error, style: Style, argv: readonly string[] = []): string {
  const { message, remedy, lines, code, requestId } = asFailure(error, argv);
  const reference = [code !== 'usage' && `code ${code}`, requestId && `request ${requestId}`].filter(Boolean).join(', ');
  return [`${style.bad('Error:')} ${message}`, ...lines.map((line) => `  ${line}`), ...(remedy === '' ? [] : [`${style.strong('What to do:')} ${remedy}`]), ...(reference === '' ? [] : [style.quiet(`(${reference})`)])].join('\n');
}

/** The same for `--json`. */
export function describedAsJson(error: Error, argv: readonly string[] = []): unknown {
  return asFailure(error, argv).toJSON();
}

function asFailure(error: Error, argv: readonly string[]): CliFailure {
  if (error instanceof CliFailure) {
    error.message = error.message.replace(/^Parsing --\S+\s+/, '').replace(/\nSee more help with --help$/, ''); // the parser frames what a flag's own parser says
    return error;
  }
  if (error.name === 'ExitPromptError') return new CliFailure('Stopped at the question; nothing was changed.', { code: 'interrupted', remedy: 'Run the command again.', exitCode: 130 });
  if ('oclif' in error) return usageError(error.message, argv);
  return new CliFailure(`The command stopped unexpectedly: ${error.message}`, { code: 'cli-error', remedy: 'Run it again with DEBUG=1 to see where; if it lasts, report it.', cause: error });
}

/** The parser's message, which ends with a hint of its own. */
function usageError(message: string, argv: readonly string[]): CliFailure {
  const [first = '', ...rest] = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !line.startsWith('See more help'));
  const several = /^The following errors? occurred:$/.test(first);
  const sentence = several ? (rest.shift() ?? first).trim() : first.replace(/:$/, '.');
  const words = argv.filter((word, index) => !word.startsWith('-') && argv.slice(0, index).every((before) => !before.startsWith('-')));
  return new CliFailure(/[.!?]$/.test(sentence) ? sentence : `${sentence}.`, { code: 'usage', remedy: `See \`berth ${[...words.slice(0, 1), '--help'].join(' ')}\`.`, lines: rest.map((line) => line.trim()), exitCode: 2 });
}
