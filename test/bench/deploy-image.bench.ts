import { afterAll, beforeAll, test } from 'vitest';
import { urlOf } from '../real-services/installation.js';
import { reportPaired } from './report.js';
import { answers, berthDone, ByHand, makeEvenAndOdd, pause, removeBoth, timeTo200 } from './side-by-side.js';

const app = 'bench';
const pairs = Number(process.env.PAIRS ?? 20);
let images: [string, string];
let copy: ByHand | undefined;

beforeAll(async () => {
  images = await makeEvenAndOdd(app);
  copy = await ByHand.copyOf(app);
  await copy.apply(images[1]);
  await answers(copy.url, 'odd');
});

afterAll(() => removeBoth(app, copy));

test('D1: image in the cluster’s registry to the first 200 of the new version', async () => {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const image = images[pair % 2]!;
    const text = pair % 2 === 0 ? 'even' : 'odd';
    theirs.push(await timeTo200(() => copy!.apply(image), copy!.url, text));
    ours.push(await timeTo200(() => berthDone(['deploy', '--image', image, '--app', app]), urlOf(app), text));
    await pause();
  }
  reportPaired({ id: 'D1', what: '`berth deploy --image` to the first 200 of the new version', baseline: '`kubectl apply` of the same objects', unit: 'ms', ours, theirs });
});
