export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export interface CompletedCommand {
  words: string[];
  summary: string;
  flags: string[];
}

const seen = (words: string[]) => words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');

/** A script for `shell` that completes the words of commands, and their flags. */
export function completionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  const next = new Map<string, Set<string>>();
  for (const { words, flags } of commands) {
    words.forEach((word, index) => {
      const prefix = words.slice(0, index).join(' ');
      next.set(prefix, (next.get(prefix) ?? new Set()).add(word));
    });
    const whole = words.join(' ');
    next.set(whole, new Set([...(next.get(whole) ?? []), ...flags, '--help']));
  }
  const cases = [...next].map(([prefix, words]) => `    '${prefix}') words='${[...words].sort().join(' ')}' ;;`).join('\n');
  const bash = `_berth() {
  local current=\${COMP_WORDS[COMP_CWORD]} prefix='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in -*) ;; *) prefix="\${prefix:+$prefix }\${COMP_WORDS[i]}" ;; esac
  done
  while :; do
    case $prefix in
${cases}
    esac
    if [ -n "$words" ] || [ -z "$prefix" ]; then break; fi
    case $prefix in *' '*) prefix=\${prefix% *} ;; *) prefix='' ;; esac
  done
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -o default -F _berth berth
`;
  if (shell === 'bash') return bash;
  if (shell === 'zsh') return `autoload -U +X bashcompinit && bashcompinit\n${bash.replace(/ {2}mapfile .*\n/, '  COMPREPLY=($(compgen -W "$words" -- "$current"))\n')}`;
  return commands
    .flatMap(({ words, summary, flags }) => {
      const before = words.slice(0, -1);
      const here = before.length === 0 ? '__fish_use_subcommand' : seen(before);
      return [`complete -c berth -f -n '${here}' -a '${words.at(-1)}' -d '${summary.replaceAll("'", "\\'")}'`, ...flags.map((flag) => `complete -c berth -n '${seen(words)}' -l '${flag.slice(2)}'`)];
    })
    .concat('')
    .join('\n');
}
