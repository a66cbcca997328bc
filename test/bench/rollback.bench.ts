import { afterAll, beforeAll, test } from 'vitest';
import { urlOf } from '../real-services/installation.js';
import { reportPaired } from './report.js';
import { answers, berthDone, ByHand, makeEvenAndOdd, pause, removeBoth, timeTo200 } from './side-by-side.js';

const app = 'bench';
const pairs = Number(process.env.PAIRS ?? 20);
let copy: ByHand | undefined;

beforeAll(async () => {
  const images = await makeEvenAndOdd(app);
  copy = await ByHand.copyOf(app);
  for (const [index, text] of (['even', 'odd'] as const).entries()) {
    await copy.apply(images[index]!);
    await answers(copy.url, text);
  }
});

afterAll(() => removeBoth(app, copy));

test('D4: rollback to the first 200 of the version before', async () => {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const text = pair % 2 === 0 ? 'even' : 'odd'; // going back from a rollback is going forward
    theirs.push(await timeTo200(() => copy!.undo(), copy!.url, text));
    ours.push(await timeTo200(() => berthDone(['rollback', '--app', app]), urlOf(app), text));
    await pause();
  }
  reportPaired({ id: 'D4', what: '`berth rollback` to the first 200 of the version before', baseline: '`kubectl rollout undo`', unit: 'ms', ours, theirs });
});
