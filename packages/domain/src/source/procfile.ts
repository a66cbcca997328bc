import { processName } from '../slug.js';

export interface Procfile {
  /** Command lines by process name; `release` is the command before a rollout, and no process. */
  lines: Record<string, string>;
  notes: string[];
}

/** Reads a Procfile: `name: command` lines. What cannot be run is named in the notes. */
export function parseProcfile(text: string): Procfile {
  const lines: Record<string, string> = {};
  const notes: string[] = [];
  for (const line of text.split('\n')) {
    const match = /^\s*([A-Za-z0-9_-]+)\s*:\s*(.+?)\s*$/.exec(line);
    if (match === null) continue;
    const [, name, command] = match as unknown as [string, string, string];
    if (processName.safeParse(name).success) lines[name] = command;
    else notes.push(`The Procfile's process ${name} is left out: a process name has lower-case letters and digits only.`);
  }
  return { lines, notes };
}
