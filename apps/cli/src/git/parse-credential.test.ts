import { expect, test } from 'vitest';
import { parseCredential } from './parse-credential.js';

test('git’s question is read line by line, and values may hold equals signs', () => {
  expect(parseCredential('protocol=https\nhost=berth.localhost:8443\npath=a=b\ncapability[]=authtype\n\n')).toEqual({ protocol: 'https', host: 'berth.localhost:8443', path: 'a=b', 'capability[]': 'authtype' });
});
