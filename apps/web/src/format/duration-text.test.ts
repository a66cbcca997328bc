import { expect, test } from 'vitest';
import { durationText, readDuration } from './duration-text.ts';

test.each([['90', 90], ['90s', 90], [' 5m ', 300], ['24h', 86_400], ['0s', 0]])('%s is %d seconds', (text, seconds) => expect(readDuration(text)).toBe(seconds));
test.each(['', '5 m', '1d', '-1s', '1.5h', '1234567s'])('%s is no time', (text) => expect(readDuration(text)).toBeNull());
test.each([0, 1, 59, 60, 90, 3599, 3600, 5400, 86_400])('%d seconds are read back', (seconds) => expect(readDuration(durationText(seconds))).toBe(seconds));
