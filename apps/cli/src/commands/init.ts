import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { berthFileText } from '@berth/domain';
import { BerthCommand } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import { plainText } from '../output/plain-text.js';
import { fileFailure } from '../settings/file-failure.js';
import { InstallationsFile, normalUrl } from '../settings/installations.js';
import { checkFolder } from '../source/check-folder.js';
import { describeDetection, detectFolder } from '../source/detect-folder.js';
import { listFiles } from '../source/list-files.js';

export default class Init extends BerthCommand {
  static override summary = 'Write a berth.yaml for a folder: processes, release command, health, what must be configured.';
  static override description = 'Looks at the folder as `berth deploy` does, and writes what holds already, with everything else as comments. Nothing is sent anywhere.';
  static override examples = ['<%= config.bin %> init', { description: 'For another folder, over the file that is there', command: '<%= config.bin %> init ./site --force' }];
  static override args = { dir: Args.string({ ignoreStdin: true, description: 'Folder of the app; this one when absent.' }) };
  static override flags = { force: Flags.boolean({ summary: 'Overwrite a berth.yaml that is there.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Init);
    const folder = checkFolder(args.dir ?? '.');
    const path = join(folder, 'berth.yaml');
    if (existsSync(path) && !flags.force) throw usageFailure(`${path} is there already.`, 'Edit it, or write it anew with `berth init --force`.');
    const files = listFiles(folder);
    // The file that is about to be overwritten says nothing about the new one.
    const detection = detectFolder({ ...files, entries: files.entries.filter((entry) => entry.path !== 'berth.yaml') });
    try {
      writeFileSync(path, berthFileText(detection, this.schemaUrl()), { flag: flags.force ? 'w' : 'wx' });
    } catch (error) {
      throw fileFailure(error, path, 'write');
    }
    this.note(describeDetection(detection));
    for (const text of detection.notes) this.note(plainText(text));
    this.note('Wrote berth.yaml. `berth deploy` reads it.');
    return { file: path, detected: detection.kind, processes: detection.settings?.processes.map(({ name, kind }) => ({ name, kind })) ?? [] };
  }

  /** Where an editor finds the file's schema; null as long as no installation is known. */
  private schemaUrl(): string | null {
    const env = this.readEnv();
    const url = env.url ?? new InstallationsFile(env.configFolder).read().current;
    return url === null ? null : `${normalUrl(url)}/v1/berth-file-schema`;
  }
}
