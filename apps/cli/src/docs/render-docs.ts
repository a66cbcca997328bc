import type { Command } from '@oclif/core';

type Example = Command.Example;

export interface DocumentedCommand {
  /** Words apart by spaces, such as `config set`. */
  name: string;
  command: Pick<Command.Class, 'summary' | 'description' | 'examples' | 'args' | 'flags' | 'strict' | 'enableJsonFlag'>;
}

export interface DocumentedTopic {
  name: string;
  description: string;
}

const intro = `# The \`berth\` command

Generated from the commands by \`npm run generate -w @berth/cli\`; a test fails when it is old.

## Which installation, tenant and app

A flag comes before its variable, a variable before the folder's link, the link before what \`berth login\` and \`berth tenants switch\` stored.

| variable | what |
|---|---|
| \`BERTH_URL\` | where the API answers, such as \`https://berth.example.com/api\` |
| \`BERTH_TOKEN\` | an API token; comes before the stored login |
| \`BERTH_CA\` | file with the certificate (PEM) of the authority that signs the installation's; for a private one |
| \`BERTH_TENANT\` | like \`--tenant\` |
| \`BERTH_APP\` | like \`--app\` |
| \`BERTH_ENVIRONMENT\` | like \`--environment\` |
| \`NO_COLOR\` | no colours |
| \`CI\` | nothing is asked, even on a terminal |
| \`DEBUG\` | with \`1\`, errors come with their place in the code |
| \`HTTPS_PROXY\`, \`NO_PROXY\` | the way to an installation that is not on this computer |

Logins lie in \`$XDG_CONFIG_HOME/berth/installations.json\` (\`~/.config\` when unset), readable by you alone. Certificates are always verified. A folder's link to its app lies in \`.berth/app.json\`, which git ignores.

## Output and exit codes

Results go to stdout, what happens meanwhile to stderr. With \`--json\`, stdout is one JSON document (one a line for logs): what the API answered, or \`{"error": {"code", "message", "remedy", …}}\`.

| exit code | meaning |
|---|---|
| 0 | done; for a deployment: live |
| 1 | failed: the message says why and what to do |
| 2 | the command was used wrongly; nothing was changed |
| 130 | you stopped it with Ctrl-C; a deployment that had begun goes on |
`;

/** The reference of all commands as Markdown. */
export function renderDocs(commands: readonly DocumentedCommand[], topics: readonly DocumentedTopic[]): string {
  const sorted = [...commands].sort((a, b) => (a.name < b.name ? -1 : 1));
  const list = sorted.map(({ name, command }) => `| [\`berth ${name}\`](#berth-${name.replaceAll(' ', '-')}) | ${escapeCell(command.summary ?? '')} |`).join('\n');
  const about = topics.map(({ name, description }) => `- \`berth ${name}\`: ${description}`).join('\n');
  return [intro, `## Commands\n\n| command | what it does |\n|---|---|\n${list}\n\nIn groups:\n\n${about}\n`, ...sorted.map(renderCommand)].join('\n');
}

function renderCommand({ name, command }: DocumentedCommand): string {
  const args = Object.entries(command.args ?? {});
  const flags = Object.entries(command.flags ?? {}).filter(([, flag]) => !flag.hidden);
  const usage = ['berth', name, ...args.map(([arg, { required }]) => (required ? arg.toUpperCase() : `[${arg.toUpperCase()}]`) + (command.strict === false ? ' …' : '')), ...(flags.length > 0 ? ['[FLAGS]'] : [])].join(' ');
  const rows = [
    ...args.map(([arg, { description }]) => [arg.toUpperCase(), description ?? '']),
    ...flags.map(([flag, definition]) => [flagName(flag, definition), flagText(definition)]),
    ...(command.enableJsonFlag ? [['--json', 'Print JSON on stdout.']] : []),
  ];
  return [
    `### berth ${name}`,
    command.summary ?? '',
    ...(command.description ? [command.description] : []),
    `\`\`\`sh\n${usage}\n\`\`\``,
    ...(rows.length > 0 ? [`| | |\n|---|---|\n${rows.map(([left, right]) => `| \`${left!.replaceAll('|', '\\|')}\` | ${escapeCell(right!)} |`).join('\n')}`] : []),
    `\`\`\`sh\n${(command.examples ?? []).map(renderExample).join('\n')}\n\`\`\``,
    '',
  ].join('\n\n').replace(/\n{3,}$/, '\n');
}

function flagName(name: string, flag: Command.Flag.Any): string {
  const value = flag.type === 'option' ? ` ${typeof flag.helpValue === 'string' ? flag.helpValue : (flag.options?.join('|') ?? 'VALUE')}` : '';
  return `${flag.char ? `-${flag.char}, ` : ''}--${name}${value}`;
}

function flagText(flag: Command.Flag.Any): string {
  const preset = 'default' in flag && flag.default !== undefined && flag.default !== false && typeof flag.default !== 'function' ? ` Default: \`${String(flag.default)}\`.` : '';
  return `${flag.summary ?? flag.description ?? ''}${flag.required ? ' Required.' : ''}${preset}${flag.env ? ` Variable: \`${flag.env}\`.` : ''}`;
}

function renderExample(example: Example): string {
  const { command, description } = typeof example === 'string' ? { command: example, description: undefined } : example;
  return `${description === undefined ? '' : `# ${description}\n`}${command.replaceAll('<%= config.bin %>', 'berth')}`;
}

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
