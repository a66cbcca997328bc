import { stripVTControlCharacters } from 'node:util';
import { CliFailure } from '../cli-failure.js';
import type { Style } from './style.js';

/** What is shown of an error: a sentence, what to do, and how to find it again. Never a stack. */
export function describeError(error: Error, style: Style): string {
  const { message, remedy, lines, code, requestId } = asFailure(error);
  const reference = [code !== 'usage' && `code ${code}`, requestId && `request ${requestId}`].filter(Boolean).join(', ');
  return [`${style.bad('Error:')} ${message}`, ...lines.map((line) => `  ${line}`), ...(remedy === '' ? [] : [`${style.strong('What to do:')} ${remedy}`]), ...(reference === '' ? [] : [style.quiet(`(${reference})`)])].join('\n');
}

/** The same for `--json`. */
export function describedAsJson(error: Error): unknown {
  return asFailure(error).toJSON();
}

function asFailure(error: Error): CliFailure {
  if (error instanceof CliFailure) {
    error.message = error.message.replace(/^Parsing --\S+\s+/, '').replace(/\nSee more help with --help$/, ''); // the parser frames what a flag's own parser says
    return error;
  }
  if (error.name === 'ExitPromptError') return new CliFailure('Stopped at the question; nothing was changed.', { code: 'interrupted', remedy: 'Run the command again.', exitCode: 130 });
  if ('oclif' in error) return parserFailure(error.message);
  return new CliFailure(`The command stopped unexpectedly: ${error.message}`, { code: 'cli-error', remedy: 'Run it again with DEBUG=1 to see where; if it lasts, report it.', cause: error });
}

/** What the parser of arguments and flags says, without its own hint at the end. `command` are the words of the command that was meant. */
export function parserFailure(message: string, command = ''): CliFailure {
  const [first = '', ...rest] = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !line.startsWith('See more help'));
  const several = /^The following errors? occurred:$/.test(first);
  const sentence = several ? (rest.shift() ?? first).trim() : first.replace(/:$/, '.');
  return new CliFailure(/[.!?]$/.test(sentence) ? sentence : `${sentence}.`, { code: 'usage', remedy: `See \`berth ${command}${command === '' ? '' : ' '}--help\`.`, lines: rest.map((line) => line.trim()), exitCode: 2 });
}
