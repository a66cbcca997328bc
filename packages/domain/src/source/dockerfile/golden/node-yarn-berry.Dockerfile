FROM node:24-slim
RUN { command -v tini && test -e /etc/ssl/certs/ca-certificates.crt; } >/dev/null 2>&1 \
    || { apt-get update && apt-get install -y --no-install-recommends ca-certificates tini && rm -rf /var/lib/apt/lists/*; } \
    && mkdir -p /app && chown 1000:1000 /app
RUN npm install --global --force @yarnpkg/cli-dist@4
WORKDIR /app
ENV NODE_ENV=production PORT=8080 PATH=/app/node_modules/.bin:$PATH

COPY --chown=1000:1000 . .
RUN YARN_ENABLE_GLOBAL_CACHE=false yarn install --immutable

ENV HOME=/tmp
EXPOSE 8080
USER 1000:1000
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["yarn", "exec", "node", "server.js"]
