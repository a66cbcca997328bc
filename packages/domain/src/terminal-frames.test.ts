import { expect, test } from 'vitest';
import { frame, frameTypes, numbered, NumberedReader, SendWindow, takenCount, takenFrame, terminalWindow } from './terminal-frames.js';

test('a message carries its type and its bytes unchanged', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const sent = frame(frameTypes.stdout, bytes);
  expect(sent[0]).toBe(frameTypes.stdout);
  expect(sent.subarray(1)).toEqual(bytes);
  expect(takenCount(takenFrame(70_000).subarray(1))).toBe(70_000);
  expect(takenCount(new Uint8Array(3))).toBe(0);
});

test('a sender waits while the window is full, and goes on when something was taken', async () => {
  const window = new SendWindow();
  window.sent(terminalWindow);
  let went = false;
  const waiting = window.room().then(() => (went = true));
  await Promise.resolve();
  expect(went).toBe(false);
  window.taken(1);
  await waiting;
  expect(went).toBe(true);
});

test('nobody makes room by saying to have taken what was never sent', async () => {
  const window = new SendWindow();
  window.taken(10 * terminalWindow);
  window.sent(terminalWindow);
  expect(window.isFull).toBe(true);
});

test('the end of a session lets a waiting sender go', async () => {
  const window = new SendWindow();
  window.sent(terminalWindow);
  const waiting = window.room();
  window.close();
  await waiting;
});

test('a message that was lost shows at the next one', () => {
  const reader = new NumberedReader();
  expect(reader.read(numbered(0, frame(frameTypes.stdout, 'a')))).toEqual(frame(frameTypes.stdout, 'a'));
  expect(reader.read(numbered(2, frame(frameTypes.stdout, 'c')))).toBeNull();
});
