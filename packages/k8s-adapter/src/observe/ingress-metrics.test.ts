import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ingressMetrics, requestsOf, trafficBetween, trafficOf, type TrafficCount } from './ingress-metrics.js';
import { previewPort, servicePort } from '../render/render-service.js';
import { parsePrometheus } from './parse-prometheus.js';

const captured = readFileSync(join(import.meta.dirname, 'fixtures/traefik-metrics.txt'), 'utf8');
const count = (requests: number, serverErrors: number, durations: [number, number][], way = 'route'): TrafficCount =>
  new Map([[way, { requests, serverErrors, durations: durations.map(([atMostSeconds, number]) => ({ atMostSeconds, count: number })) }]]);

test('what Traefik counted for two releases behind one route is told apart', () => {
  const [stable, candidate] = ['hello-production-web-0d0a5d07', 'hello-production-web-next-acc09a4f'];
  const counts = trafficOf(captured, 'berth-acme', [stable!, candidate!, 'hello-production-web']);
  const nothing: TrafficCount = new Map();
  expect(trafficBetween(nothing, counts.get(stable!)!)).toMatchObject({ requests: 181, serverErrors: 0, errorRate: 0 });
  const figures = trafficBetween(nothing, counts.get(candidate!)!);
  expect(figures).toMatchObject({ requests: 27, serverErrors: 1, errorRate: 1 / 27 });
  expect(figures.p95Ms).toBeCloseTo(19.75); // 20 of 27 within 5 ms, 25 within 10, 26 within 25
  expect(counts.get('hello-production-web')).toEqual(nothing);
  expect(requestsOf(captured, [stable!, candidate!, 'hello-production-web'].map((name) => ({ namespace: 'berth-acme', name })))).toEqual([181, 27, 0]);
});

test('requests to a preview host, by a port of their own, are not the candidate’s', () => {
  const line = (port: number, requests: number): string => `traefik_service_requests_total{code="200",method="GET",protocol="http",service="berth-acme-shop-next-http-${port}@kubernetesgateway"} ${requests}\n`;
  const counts = trafficOf(line(servicePort, 7) + line(previewPort, 5), 'berth-acme', ['shop-next']);
  expect(trafficBetween(new Map(), counts.get('shop-next')!).requests).toBe(7);
});

test('figures are those between the two readings', () => {
  const before = count(100, 10, [[0.1, 90], [0.5, 100], [Infinity, 100]]);
  const after = count(300, 12, [[0.1, 190], [0.5, 300], [Infinity, 300]]);
  const figures = trafficBetween(before, after);
  expect(figures).toMatchObject({ requests: 200, serverErrors: 2, errorRate: 0.01, p50Ms: 100 });
  expect(figures.p95Ms).toBeCloseTo(460); // the 190th of 200: 90 of the 100 between 100 and 500 ms
});

test('the counts of an Ingress that went, and go with it, are no requests', () => {
  const before = new Map([...count(500, 0, [[Infinity, 500]], 'ingress'), ...count(10, 0, [[Infinity, 10]])]);
  expect(trafficBetween(before, count(110, 1, [[0.1, 99], [Infinity, 110]]))).toMatchObject({ requests: 100, serverErrors: 1 });
});

test('an ingress that began anew counts from zero', () => {
  expect(trafficBetween(count(1000, 500, [[Infinity, 1000]]), count(10, 1, [[0.1, 10], [Infinity, 10]]))).toMatchObject({ requests: 10, errorRate: 0.1, p50Ms: 50 });
});

test('without requests there is no rate, not a good one', () => {
  expect(trafficBetween(count(5, 0, [[Infinity, 5]]), count(5, 0, [[Infinity, 5]]))).toEqual({ requests: 0, serverErrors: 0, errorRate: null, p50Ms: null, p95Ms: null });
});

test('what took longer than the last class is at least that long', () => {
  expect(trafficBetween(count(0, 0, []), count(2, 0, [[30, 0], [Infinity, 2]]))).toMatchObject({ p50Ms: 30_000, p95Ms: 30_000 });
});

test('labels with escapes are read, and a line that is none is left out', () => {
  expect([...parsePrometheus('# HELP a b\na_total{x="say \\"hi\\", {now}",y="c:\\\\d\\n"} 1.5e3\nplain 2\nnot a sample at all\n')]).toEqual([
    { name: 'a_total', labels: { x: 'say "hi", {now}', y: 'c:\\d\n' }, value: 1500 },
    { name: 'plain', labels: {}, value: 2 },
  ]);
});

async function told(status: number, text = '') {
  const server = createServer((_, response) => response.writeHead(status).end(text)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return ingressMetrics(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`)!;
}

test('an endpoint that refuses is an error with a remedy, and no address is no metrics', async () => {
  await expect((await told(403)).read('n', ['a'])).rejects.toMatchObject({ code: 'unreachable', retryable: true });
  expect(ingressMetrics(null)).toBeNull();
});

test('what another ingress tells is an error, not that nobody has asked', async () => {
  const nginx = await told(200, '# TYPE nginx_ingress_controller_requests counter\nnginx_ingress_controller_requests{service="a",status="500"} 7\n');
  await expect(nginx.read('n', ['a'])).rejects.toMatchObject({ code: 'invalid', retryable: false });
  await expect(nginx.requests([{ namespace: 'n', name: 'a' }])).rejects.toThrow('not the metrics of a Traefik');
  expect(await (await told(200, 'traefik_config_reloads_total 1\n')).requests([{ namespace: 'n', name: 'a' }])).toEqual([0]);
});
