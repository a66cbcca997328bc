const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

export interface DotenvProblem {
  line: number;
  message: string;
}
export interface Dotenv {
  values: Record<string, string>;
  problems: DotenvProblem[];
}

/**
 * Reads the text of a `.env` file: `NAME=value`, `export NAME=value`, comments, '…' taken as it is, "…" with \n, \t, \"
 * and \\, both over several lines. A later line wins. Nothing is expanded. Each line that is not understood is a problem.
 */
export function parseDotenv(text: string): Dotenv {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  const problems: DotenvProblem[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = (lines[index] ?? '').trim();
    const number = index + 1;
    if (line === '' || line.startsWith('#')) continue;
    const assignment = /^(?:export\s+)?([^=\s]+)\s*=\s*(.*)$/s.exec(line);
    if (!assignment) {
      problems.push({ line: number, message: 'no "=" found: write NAME=value' });
      continue;
    }
    const [, name = '', rest = ''] = assignment;
    if (!namePattern.test(name)) {
      problems.push({ line: number, message: `${name} is not a name: letters, digits and underscores, not starting with a digit` });
      continue;
    }
    const quote = rest[0];
    if (quote === '"' || quote === "'") {
      let body = rest.slice(1);
      let end = closing(body, quote);
      while (end === -1 && index + 1 < lines.length) {
        body += `\n${lines[++index] ?? ''}`;
        end = closing(body, quote);
      }
      if (end === -1) {
        problems.push({ line: number, message: `the ${quote} of ${name} is not closed` });
        continue;
      }
      const raw = body.slice(0, end);
      values[name] = quote === "'" ? raw : raw.replace(/\\([nrt"\\$])/g, (_, c: string) => ({ n: '\n', r: '\r', t: '\t' })[c] ?? c);
    } else {
      values[name] = rest.replace(/\s+#.*$/, '').trimEnd();
    }
  }
  return { values: { ...values }, problems };
}

function closing(body: string, quote: string): number {
  for (let at = 0; at < body.length; at++) {
    if (body[at] === '\\' && quote === '"') at++;
    else if (body[at] === quote) return at;
  }
  return -1;
}

/** True when a variable's name suggests that its value is a secret. */
export const looksSecret = (name: string): boolean => /(SECRET|TOKEN|PASSWORD|PASSWD|PRIVATE|CREDENTIAL|API_?KEY|_KEY$|DATABASE_URL|REDIS_URL|DSN)/i.test(name);
