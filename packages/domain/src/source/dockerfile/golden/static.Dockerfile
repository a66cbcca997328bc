FROM nginx:alpine
COPY <<'CONFIG' /etc/nginx/berth.conf
worker_processes 1;
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
    location ~ /\.(?!well-known/) { return 404; }
    location / { try_files $uri $uri/ $uri.html =404; }
  }
}
CONFIG
COPY [".", "/srv/www/"]
ENV PORT=8080
ENV HOME=/tmp
EXPOSE 8080
USER 1000:1000
STOPSIGNAL SIGQUIT
ENTRYPOINT []
CMD ["/bin/sh", "-c", "sed \"s/BERTH_PORT/${PORT:-8080}/\" /etc/nginx/berth.conf > /tmp/nginx.conf && exec nginx -c /tmp/nginx.conf -g 'daemon off;'"]
