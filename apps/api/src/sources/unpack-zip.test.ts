import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { UnpackZip } from './unpack-zip.js';

async function zip(): Promise<Buffer> {
  const file = new ZipFile();
  file.addBuffer(Buffer.from('<p>'), 'index.html');
  file.end();
  const chunks: Buffer[] = [];
  for await (const chunk of file.outputStream) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}

/** A sender that sends when it is told to. */
async function slowZip() {
  const bytes = await zip();
  const { promise, resolve } = Promise.withResolvers<void>();
  const archive = (async function* () {
    await promise;
    yield bytes;
  })();
  return { archive, send: resolve };
}

async function read(chunks: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

test('a tenant unpacks two zip files at once, and the place of one that ended or failed is free again', async () => {
  const unpack = new UnpackZip();
  const [one, two, three] = await Promise.all([slowZip(), slowZip(), slowZip()]);
  const open = [one, two].map(({ archive }) => read(unpack.run('acme', archive)));
  await expect(read(unpack.run('acme', three.archive))).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 5 });
  const other = read(unpack.run('other', three.archive));
  for (const { send } of [one, two, three]) send();
  for (const bytes of [...(await Promise.all(open)), await other]) expect(bytes).toBeGreaterThan(50);
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.from('no zip');
  }
  for (let times = 0; times < 5; times += 1) await expect(read(unpack.run('acme', broken()))).rejects.toMatchObject({ code: 'source-invalid' });
});
