import { frame, frameTypes, NumberedReader, numbered, takenFrame, terminalWindow } from '@berth/domain';
import type { Terminal } from '@berth/k8s-adapter';
import { afterEach, expect, test } from 'vitest';
import { TerminalLink } from './terminal-link.js';

const links: TerminalLink[] = [];
afterEach(() => links.splice(0).forEach((link) => link.close()));

function opened(hearers = 1) {
  const sent: Uint8Array[] = [];
  const reader = new NumberedReader();
  const link = new TerminalLink((message) => {
    sent.push(reader.read(message)!);
    return Promise.resolve(hearers);
  });
  links.push(link);
  let number = 0;
  const hear = (message: Uint8Array): void => link.hear(Buffer.from(numbered(number++, message)));
  const bytes = (type: number): number => sent.filter((message) => message[0] === type).reduce((total, message) => total + message.length - 1, 0);
  return { link, hear, bytes, sent };
}
function terminal(write: (bytes: Uint8Array) => Promise<void> = () => Promise.resolve()) {
  const written: string[] = [];
  const made: Terminal = { write: (bytes) => (written.push(Buffer.from(bytes).toString()), write(bytes)), end: () => Promise.resolve(void written.push('<end>')), resize: (columns, rows) => void written.push(`<${columns}x${rows}>`), ended: new Promise(() => {}), close: () => {} };
  return { made, written };
}

test('a flood stops at the window, and goes on as far as the client takes it', async () => {
  const { link, hear, bytes } = opened();
  let done = false;
  const flood = link.output('stdout', Buffer.alloc(2 * terminalWindow)).then(() => (done = true));
  await expect.poll(() => bytes(frameTypes.stdout)).toBe(terminalWindow);
  expect(done).toBe(false);
  hear(takenFrame(terminalWindow));
  await flood;
  expect(bytes(frameTypes.stdout)).toBe(2 * terminalWindow);
});

test('what is typed before the program is there comes first, in order, with the size and the end', async () => {
  const { link, hear, bytes } = opened();
  const { made, written } = terminal();
  hear(frame(frameTypes.resize, JSON.stringify({ columns: 100, rows: 30 })));
  hear(frame(frameTypes.stdin, 'a'));
  hear(frame(frameTypes.stdin, 'b'));
  hear(frame(frameTypes.stdinEnd));
  expect(bytes(frameTypes.taken)).toBe(0);
  link.plug(made);
  await expect.poll(() => written).toEqual(['<100x30>', 'a', 'b', '<end>']);
  expect(bytes(frameTypes.taken)).toBe(8);
});

test('input counts as taken when the program’s connection has it', async () => {
  const { link, hear, bytes } = opened();
  const gate = Promise.withResolvers<void>();
  link.plug(terminal(() => gate.promise).made);
  hear(frame(frameTypes.stdin, 'abc'));
  await Promise.resolve();
  expect(bytes(frameTypes.taken)).toBe(0);
  gate.resolve();
  await expect.poll(() => bytes(frameTypes.taken)).toBe(4);
});

test('a lost message, too much input, a closed terminal and nobody who hears end the session', () => {
  const lost = opened();
  lost.link.hear(Buffer.from(numbered(1, frame(frameTypes.stdin, 'b'))));
  expect(lost.link.over.reason).toMatchObject({ message: 'A part of the connection to its terminal was lost.' });
  const flooded = opened();
  for (let sent = 0; sent <= terminalWindow + 64 * 1024; sent += 32 * 1024) flooded.hear(frame(frameTypes.stdin, new Uint8Array(32 * 1024)));
  expect(flooded.link.over.reason).toMatchObject({ message: 'The client sent more than it may have under way.' });
  const closed = opened();
  closed.hear(frame(frameTypes.gone, 'Its terminal was closed.'));
  expect(closed.link.over.reason).toMatchObject({ message: 'Its terminal was closed.' });
});

test('a session that is cut from here says why to the client', async () => {
  const { link, sent } = opened();
  link.cut('The tenant is suspended.');
  await link.output('stdout', Buffer.from('late'));
  await link.end({ exitCode: null, reason: 'The tenant is suspended.' });
  expect(sent.map((message) => Buffer.from(message.subarray(1)).toString())).toEqual(['{"exitCode":null,"reason":"The tenant is suspended."}']);
});

test('a session that nobody hears is over', async () => {
  const { link } = opened(0);
  await link.note('anybody?');
  expect(link.over.aborted).toBe(true);
});
