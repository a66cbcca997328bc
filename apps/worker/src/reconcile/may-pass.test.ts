import { ClusterError } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import { mayPass } from './may-pass.js';

test('a cluster or a database that does not answer may pass; a refusal and a mistake of ours do not', () => {
  expect(mayPass(new ClusterError('unreachable', '', { remedy: '', retryable: true }))).toBe(true);
  expect(mayPass(new Error("Can't reach database server at 127.0.0.1:5432"))).toBe(true);
  expect(mayPass(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toBe(true);
  expect(mayPass(Object.assign(new Error('the database system is starting up'), { code: '57P03' }))).toBe(true);
  expect(mayPass(new ClusterError('pod-refused', '', { remedy: '', retryable: false }))).toBe(false);
  expect(mayPass(new TypeError('undefined is not a function'))).toBe(false);
});
