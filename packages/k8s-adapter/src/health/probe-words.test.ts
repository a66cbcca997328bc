import { expect, test } from 'vitest';
import { checkOf, probeAnswer } from './probe-words.js';

test.each([
  ['Readiness probe failed: HTTP probe failed with statuscode: 503', 'is answered with status 503'],
  ['Liveness probe failed: service unhealthy (responded with "NOT_SERVING")', 'is answered NOT_SERVING'],
  ['Startup probe failed: dial tcp 10.244.0.7:8080: connect: connection refused', 'fails: dial tcp 10.244.0.7:8080: connect: connection refused'],
  ['Readiness probe failed: Get "http://10.244.0.7:8080/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)', 'gets no answer in time'],
  ['Liveness probe failed: the queue is full\nsee above', 'fails: the queue is full'],
  ['Liveness probe failed: ', 'fails and says nothing'],
  ['Readiness probe errored and resulted in unknown state: rpc error: exec failed', 'fails: rpc error: exec failed'],
])('%s', (event, answer) => expect(probeAnswer(event)).toBe(answer));

test('a check is named by what it asks', () => {
  expect(checkOf({ exec: { command: ['test', '-f', '/x'] } }, null)).toBe('the command `test -f /x`');
  expect(checkOf({ grpc: { port: 8080, service: 'a.B' } }, 8080)).toBe('gRPC service a.B on port 8080');
  expect(checkOf({ httpGet: { port: 8080, path: '/ok' } }, 8080)).toBe('/ok on port 8080');
  expect(checkOf({ tcpSocket: { port: 8080 } }, 8080)).toBe('port 8080');
});
