import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with these files; `{ link }` makes a symbolic link, `{ run }` an executable. Removed after the test. */
export function sampleFolder(files: Record<string, string | { link: string } | { run: string }> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'berth-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const absolute = join(folder, path);
    mkdirSync(dirname(absolute), { recursive: true });
    if (typeof content === 'string') writeFileSync(absolute, content);
    else if ('link' in content) symlinkSync(content.link, absolute);
    else {
      writeFileSync(absolute, content.run);
      chmodSync(absolute, 0o755);
    }
  }
  return folder;
}
