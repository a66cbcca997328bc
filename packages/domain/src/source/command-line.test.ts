import { expect, test } from 'vitest';
import { commandArgv, directArgv } from './command-line.js';

test.each([
  ['node server.js', ['node', 'server.js']],
  ['  node   --enable-source-maps dist/main.js ', ['node', '--enable-source-maps', 'dist/main.js']],
  ['node "my server.js" \'a b\'', ['node', 'my server.js', 'a b']],
  ['node a\\ b.js', ['node', 'a b.js']],
  ["node -e ''", ['node', '-e', '']],
  ['NODE_ENV=production DEBUG=a,b node x', ['env', 'NODE_ENV=production', 'DEBUG=a,b', 'node', 'x']],
  ['serve -l $PORT', ['/bin/sh', '-c', 'exec serve -l $PORT']],
  ['serve -l ${PORT:-3000}', ['/bin/sh', '-c', 'exec serve -l ${PORT:-3000}']],
  ['gunicorn app:app --bind "0.0.0.0:$PORT"', ['/bin/sh', '-c', 'exec gunicorn app:app --bind "0.0.0.0:$PORT"']],
  ["echo '$PORT'", ['echo', '$PORT']],
  ['node migrate.js && node server.js', ['/bin/sh', '-c', 'node migrate.js && exec node server.js']],
  ['cd app && PORT=1 node server.js', ['/bin/sh', '-c', 'cd app && exec env PORT=1 node server.js']],
  ['a && exec b', ['/bin/sh', '-c', 'a && exec b']],
  ['sed "s/\\./x/" f', ['sed', 's/\\./x/', 'f']],
  ['node -e "console.log(\'a\\n\', \\"\\$HOME\\\\\\")"', ['node', '-e', 'console.log(\'a\\n\', "$HOME\\")']],
  ['node a.js \\\n --b "c\\\nd"', ['node', 'a.js', '--b', 'cd']],
  ['ls data/file?.csv', ['/bin/sh', '-c', 'exec ls data/file?.csv']],
  ['ls x[ab]', ['/bin/sh', '-c', 'exec ls x[ab]']],
  ["ls 'x[ab]' a~ b#c", ['ls', 'x[ab]', 'a~', 'b#c']],
  ['cat *.txt', ['/bin/sh', '-c', 'exec cat *.txt']],
])('%s keeps the program within reach of signals', (line, argv) => {
  expect(directArgv(line)).toEqual(argv);
});

test.each(['a & b', 'a; b', 'a | b', 'a || b', '(a)', 'a > /dev/null', 'a && b & c', 'A=1', '', 'node "x', 'if true', 'cd x'])('%s is left to a shell', (line) => {
  expect(directArgv(line)).toBeNull();
  expect(commandArgv(line)).toEqual(['/bin/sh', '-c', line]);
});
