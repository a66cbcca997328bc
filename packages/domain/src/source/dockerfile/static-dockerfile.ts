import type { DetectionOf } from '../detection.js';
import { copy, defaultPort, dockerfileOf, runAsApp } from './fragments.js';
import { nodeBase, nodeBuildStage } from './node-dockerfile.js';

function nginxConfig(singlePage: boolean): string {
  const otherwise = singlePage ? '/index.html' : '=404';
  return `worker_processes 1;
pid /tmp/nginx.pid;
error_log stderr;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /dev/stdout;
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  sendfile on;
  server_tokens off;
  absolute_redirect off;
  gzip on;
  gzip_types text/css application/javascript application/json image/svg+xml text/plain;
  server {
    listen BERTH_PORT;
    root /srv/www;
    charset utf-8;
    location ~ /\\.(?!well-known/) { return 404; }
    location / { try_files $uri $uri/ $uri.html ${otherwise}; }
  }
}`;
}

/** The port is known only at run time, and nginx reads no environment. */
const start = `CMD ["/bin/sh", "-c", "sed \\"s/BERTH_PORT/\${PORT:-${defaultPort}}/\\" /etc/nginx/berth.conf > /tmp/nginx.conf && exec nginx -c /tmp/nginx.conf -g 'daemon off;'"]`;

/** The Dockerfile of a folder of files, made by Node.js tools first where they are not in the source. nginx stops by itself when told to, so it needs no init. */
export function staticDockerfile({ folder, singlePage, install, version }: DetectionOf<'static'>): string {
  const serve = [
    'FROM nginx:alpine',
    `COPY <<'CONFIG' /etc/nginx/berth.conf\n${nginxConfig(singlePage)}\nCONFIG`,
    install === null ? copy([folder === '.' ? '.' : `${folder}/`], '/srv/www/') : copy([`/app/${folder}`], '/srv/www/').replace('COPY', 'COPY --from=build'),
    `ENV PORT=${defaultPort}`,
    ...runAsApp,
    'STOPSIGNAL SIGQUIT',
    'ENTRYPOINT []',
    start,
  ];
  if (install === null) return dockerfileOf([serve]);
  return dockerfileOf([nodeBase(version, install, 'base'), nodeBuildStage('base', install, false), serve]);
}
