import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { checkAddresses, checkLogins } from './check-urls.mjs';

/** A server that answers whatever it is sent. */
async function serverThat(answer: (sent: Buffer) => string | Buffer): Promise<number> {
  const server = createServer((socket) => void socket.on('error', () => {}).on('data', (sent) => socket.write(answer(sent))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** How many commands Redis is sent at once. */
const commands = (sent: Buffer): number => sent.toString().match(/\*\d+\r\n/g)?.length ?? 0;

/** PostgreSQL's error message of protocol 3. */
function postgresError(code: string, message: string): Buffer {
  const body = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

test.each([
  [{ database: 'nonsense' }, /DATABASE_URL is no address of PostgreSQL/, /postgres:\/\/user/],
  [{ database: 'redis://127.0.0.1:1' }, /DATABASE_URL is no address/, /unset it/],
  [{ redis: 'localhost:6379' }, /REDIS_URL is no address of Redis/, /redis:\/\//],
  [{ database: 'postgres://x:y@127.0.0.1:1/x' }, /Nobody answers at 127\.0\.0\.1:1, where DATABASE_URL points: the connection was refused/, /set DATABASE_URL/],
  [{ redis: 'redis://:secret@127.0.0.1:2' }, /Nobody answers at 127\.0\.0\.1:2, where REDIS_URL points/, /set REDIS_URL/],
])('%j is refused in a sentence with a remedy, without its password', async (urls, message, remedy) => {
  const error = await checkAddresses(urls).catch((thrown: unknown) => thrown as Error & { remedy: string });
  expect(error).toMatchObject({ name: 'StartError', message: expect.stringMatching(message) as string, remedy: expect.stringMatching(remedy) as string });
  expect(JSON.stringify(error) + error!.message).not.toMatch(/secret|x:y/);
});

test('addresses that take connections, and variables that are not set, pass', async () => {
  const port = await serverThat(() => '');
  await checkAddresses({ database: `postgres://a:b@127.0.0.1:${port}/c`, redis: `redis://127.0.0.1:${port}` });
  await checkAddresses({});
  await checkLogins({});
});

test.each([
  ['28P01', 'password authentication failed for user "a"', /refuses the login of DATABASE_URL/],
  ['3D000', 'database "c" does not exist', /The database of DATABASE_URL does not exist: c\./],
  ['53300', 'too many clients', /What answers at DATABASE_URL does not serve as a database: too many clients/],
])('PostgreSQL’s %s is said in words', async (code, text, message) => {
  const port = await serverThat(() => postgresError(code, text));
  await expect(checkLogins({ database: `postgres://a:b@127.0.0.1:${port}/c` })).rejects.toMatchObject({ name: 'StartError', message: expect.stringMatching(message) as string });
});

test.each([
  ['-NOAUTH Authentication required.', /Redis refuses the login of REDIS_URL/],
  ['-WRONGPASS invalid username-password pair or user is disabled.', /Redis refuses the login of REDIS_URL/],
  ['HTTP/1.1 400 Bad Request', /What answers at REDIS_URL does not serve as Redis/],
])('a Redis that says %s is said in words', async (answer, message) => {
  const port = await serverThat((sent) => `${answer}\r\n`.repeat(commands(sent)));
  await expect(checkLogins({ redis: `redis://:b@127.0.0.1:${port}` })).rejects.toMatchObject({ name: 'StartError', message: expect.stringMatching(message) as string });
});

test('a Redis that is too old is told from one that is not', async () => {
  const asked = (version: string) => serverThat((sent) => `$${version.length + 14}\r\nredis_version:${version}\r\n`.repeat(commands(sent)));
  await checkLogins({ redis: `redis://127.0.0.1:${await asked('6.2.1')}` });
  await expect(checkLogins({ redis: `redis://127.0.0.1:${await asked('6.0.16')}` })).rejects.toMatchObject({ message: 'REDIS_URL leads to Redis 6.0, which is too old.' });
});
