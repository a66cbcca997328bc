import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Connection } from '../apply/connection.js';
import type { LiveObject } from '../manifest.js';
import { KindWatch } from './watch-kind.js';

let server: Server;
let connection: Connection;
const end = { controller: new AbortController() };

afterEach(async () => {
  end.controller.abort();
  await connection.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function start(answer: (request: IncomingMessage, response: ServerResponse, url: URL) => void): Promise<void> {
  server = createServer((request, response) => answer(request, response, new URL(request.url!, 'http://x')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  connection = new Connection(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'u', user: { token: 't' } }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    }),
  );
  end.controller = new AbortController();
}

const pod = (name: string, version: string): LiveObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'acme', uid: name, resourceVersion: version } });
const list = (response: ServerResponse, version: string, ...items: LiveObject[]): void => void response.end(JSON.stringify({ metadata: { resourceVersion: version }, items }));
const send = (response: ServerResponse, type: string, object: object): void => void response.write(`${JSON.stringify({ type, object })}\n`);

interface Seen {
  changes: string[];
  errors: string[];
  corrections: number;
}
function watch(relistMs = 600_000): { seen: Seen; watch: KindWatch } {
  const seen: Seen = { changes: [], errors: [], corrections: 0 };
  const made = new KindWatch(connection, {
    kind: 'Pod',
    query: { labelSelector: 'a=b' },
    signal: end.controller.signal,
    onChange: (type, object) => seen.changes.push(`${type} ${object.metadata.name}@${object.metadata.resourceVersion}`),
    onError: (error) => seen.errors.push(error.code),
    relistMs,
    onCorrection: () => (seen.corrections += 1),
  });
  return { seen, watch: made };
}
const until = async (what: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 400 && !what(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(what()).toBe(true);
};

test('a cut watch goes on where it was, without reading the collection again', async () => {
  const lists: number[] = [];
  const from: string[] = [];
  await start((_, response, url) => {
    if (!url.searchParams.has('watch')) {
      lists.push(1);
      return list(response, '10', pod('a', '5'));
    }
    from.push(url.searchParams.get('resourceVersion')!);
    if (from.length === 1) {
      send(response, 'ADDED', pod('b', '11'));
      send(response, 'BOOKMARK', pod('', '20'));
      setTimeout(() => response.destroy(), 20);
    } else {
      send(response, 'DELETED', pod('a', '21'));
    }
  });
  const { seen, watch: made } = watch();
  await until(() => seen.changes.length === 3);
  expect(seen.changes).toEqual(['added a@5', 'added b@11', 'deleted a@21']);
  expect(lists).toHaveLength(1);
  expect(from.slice(0, 2)).toEqual(['10', '20']);
  expect(seen.errors).toEqual(['unreachable']);
  expect([...made.objects.keys()]).toEqual(['b']);
});

test.each(['as an event', 'as a status'])('after a 410 %s the collection is read again, and what was missed is told', async (how) => {
  let lists = 0;
  let watches = 0;
  await start((_, response, url) => {
    if (!url.searchParams.has('watch')) {
      lists += 1;
      return lists === 1 ? list(response, '10', pod('a', '5'), pod('b', '6')) : list(response, '90', pod('b', '60'), pod('c', '70'));
    }
    watches += 1;
    if (watches > 1) return;
    const gone = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
    if (how === 'as an event') {
      send(response, 'ERROR', gone);
      response.end();
    } else {
      response.statusCode = 410;
      response.end(JSON.stringify(gone));
    }
  });
  const { seen } = watch();
  await until(() => seen.changes.length === 5);
  expect(seen.changes).toEqual(['added a@5', 'added b@6', 'modified b@60', 'added c@70', 'deleted a@5']);
  expect(seen.corrections).toBe(3);
  expect(seen.errors).toEqual([]);
});

test('a server that refuses is asked again until it answers', async () => {
  let requests = 0;
  await start((_, response, url) => {
    requests += 1;
    if (requests <= 2) {
      response.statusCode = requests === 1 ? 500 : 429;
      return void response.end(JSON.stringify({ message: 'not now' }));
    }
    if (!url.searchParams.has('watch')) list(response, '10', pod('a', '5'));
  });
  const { seen, watch: made } = watch();
  await made.ready;
  expect(seen.changes).toEqual(['added a@5']);
  expect(seen.errors).toEqual(['server-error', 'throttled']);
});

test('the end stops a watch that is open', async () => {
  await start((_, response, url) => {
    if (!url.searchParams.has('watch')) list(response, '10');
    else send(response, 'BOOKMARK', pod('', '11'));
  });
  const { watch: made } = watch();
  await made.ready;
  end.controller.abort();
  await made.done;
});
