import { Args, Flags } from '@oclif/core';
import { volumeName } from '@berth/domain';
import { appFlags, BerthCommand, named } from '../../berth-command.js';
import { confirmName } from '../../input/ask.js';

export default class VolumesDelete extends BerthCommand {
  static override summary = 'Delete a volume that nothing uses, with what is on it.';
  static override examples = ['<%= config.bin %> volumes delete data', { description: 'In a script', command: '<%= config.bin %> volumes delete data --app shop --confirm data' }];
  static override args = { name: Args.string({ required: true, description: 'Name of the volume.', parse: named('a volume', volumeName) }) };
  static override flags = { ...appFlags, confirm: Flags.string({ helpValue: 'NAME', summary: 'The volume’s name again, instead of the question.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(VolumesDelete);
    const { session, target } = await this.openApp(flags);
    await confirmName(args.name, { confirm: flags.confirm, interactive: this.interactive, warning: `This deletes volume ${args.name} of app ${target.app}, ${target.environment}, with what is on it, for good. A rollback to a version that uses it starts with an empty one.` });
    const volume = await session.api.ask((client) => client.DELETE('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/volumes/{volume}', { params: { path: { ...target, volume: args.name }, query: { confirm: args.name } } }));
    this.note(`Volume ${args.name} is being deleted.`);
    return volume;
  }
}
