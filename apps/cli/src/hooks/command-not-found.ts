import type { Hook, Interfaces } from '@oclif/core';
import { usageFailure, type CliFailure } from '../cli-failure.js';
import { suggest } from './suggest.js';

/** Which commands come near the one that does not exist. `id` has its words apart by `:`. */
export function commandNotFoundFailure(id: string, config: Pick<Interfaces.Config, 'commands' | 'topics'>): CliFailure {
  const commands = config.commands.map((command) => command.id.replaceAll(':', ' '));
  const words = id.split(':');
  const topic = words.findLastIndex((_, index) => config.topics.some(({ name }) => name === words.slice(0, index + 1).join(':')));
  const typed = words.slice(0, topic + 2).join(' ');
  const near = suggest(typed, commands).map((command) => `\`berth ${command}\``);
  const help = topic >= 0 ? `\`berth ${words.slice(0, topic + 1).join(' ')} --help\`` : '`berth help`';
  return usageFailure(`There is no command \`berth ${typed}\`.`, near.length > 0 ? `Did you mean ${near.join(' or ')}? ${help} lists all.` : `${help} lists all.`);
}

const commandNotFound: Hook<'command_not_found'> = async ({ id, config }) => {
  throw commandNotFoundFailure(id, config);
};

/** @public oclif calls it. */
export default commandNotFound;
