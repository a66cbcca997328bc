import { connect, createServer } from 'node:net';

/** Inside the browser's network: leads the stand's port to its socket outside. Ends with the browser. */
const browser = process.ppid;
const server = createServer((inside) => {
  const outside = connect(process.env.STAND_SOCKET!);
  inside.pipe(outside).pipe(inside);
  inside.on('error', () => outside.destroy());
  outside.on('error', () => inside.destroy());
});
server.listen(Number(process.env.STAND_PORT), '127.0.0.1');
setInterval(() => {
  if (process.ppid !== browser) process.exit();
}, 500);
