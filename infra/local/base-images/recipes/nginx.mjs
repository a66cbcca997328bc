import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { path, suite } from '../debian-suite.mjs';

/** @typedef {import('../base-images.mjs').BaseImage} BaseImage */

const serveScript = `#!/bin/sh
# Serves /usr/share/nginx/html on $PORT as any user.
set -eu
sed "s/@PORT@/\${PORT:-8080}/" /etc/nginx/serve.conf.template > /tmp/nginx.conf
exec nginx -c /tmp/nginx.conf -g 'daemon off;'
`;

const serveConfig = `worker_processes 1;
pid /tmp/nginx.pid;
error_log stderr;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /dev/stdout;
  client_body_temp_path /tmp/client-body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  sendfile on;
  server_tokens off;
  server {
    listen @PORT@;
    root /usr/share/nginx/html;
    location / { try_files $uri $uri/ =404; }
  }
}
`;

/** A static server: like Docker's nginx, but on $PORT (8080 unless set) and as user 101. @returns {BaseImage} */
export const nginx = () => ({
  repository: 'nginx',
  tags: ['latest', 'stable', 'mainline', '1', 'alpine', 'stable-alpine', 'mainline-alpine', '1-alpine', suite],
  packages: ['nginx-light'],
  async place(upper) {
    for (const [file, text, mode] of /** @type {const} */ ([['usr/local/bin/serve', serveScript, 0o755], ['etc/nginx/serve.conf.template', serveConfig, 0o644]])) {
      mkdirSync(join(upper, file, '..'), { recursive: true });
      writeFileSync(join(upper, file), text, { mode });
    }
  },
  script: 'rm -f /usr/share/nginx/html/index.nginx-debian.html && nginx -v',
  config: { Env: [`PATH=${path}`, 'PORT=8080'], User: '101:101', ExposedPorts: { '8080/tcp': {} }, StopSignal: 'SIGQUIT', Cmd: ['/usr/local/bin/serve'] },
});
