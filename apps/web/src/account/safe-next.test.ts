import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

test.each([['/t/acme?q=1#x', '/t/acme?q=1#x'], [undefined, '/'], ['https://evil.example', '/'], ['//evil.example', '/'], ['/\\evil.example', '/'], ['/\t/evil.example', '/'], ['javascript:alert(1)', '/'], ['/login?next=/x', '/'], ['/./\\evil.example', '/']])('after a login, %s leads to %s', (next, to) => expect(safeNext(next)).toBe(to));
