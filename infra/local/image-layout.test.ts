import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { blobFile, readLayout, writeLayout } from './images/image-layout.mjs';

test('the same layers and settings give the same image, whole', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'berth-layout-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'hello'), 'hello');
  execFileSync('tar', ['--mtime=@0', '--owner=0', '--group=0', '-C', dir, '-cf', join(dir, 'layer.tar'), 'hello']);
  const image = { layers: [join(dir, 'layer.tar')], config: { Entrypoint: ['/hello'] }, name: 'localhost/hello:1' };
  for (const name of ['one', 'two', 'one']) await writeLayout(join(dir, name), image);
  const [one, two] = ['one', 'two'].map((name) => readLayout(join(dir, name)));
  expect(one).toEqual(two);
  for (const { digest, size } of [one!.manifest, ...one!.blobs]) {
    expect(existsSync(blobFile(join(dir, 'one'), digest))).toBe(true);
    expect(readFileSync(blobFile(join(dir, 'one'), digest)).length).toBe(size);
  }
  const config = JSON.parse(readFileSync(blobFile(join(dir, 'one'), one!.blobs[0]!.digest), 'utf8'));
  expect(config.rootfs.diff_ids).toEqual([one!.blobs[1]!.digest]);
});
