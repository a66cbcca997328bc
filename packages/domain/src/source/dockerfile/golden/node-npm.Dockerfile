FROM node:24-slim
RUN { command -v tini && test -e /etc/ssl/certs/ca-certificates.crt; } >/dev/null 2>&1 \
    || { apt-get update && apt-get install -y --no-install-recommends ca-certificates tini && rm -rf /var/lib/apt/lists/*; } \
    && mkdir -p /app && chown 1000:1000 /app
WORKDIR /app
ENV NODE_ENV=production PORT=8080 PATH=/app/node_modules/.bin:$PATH

COPY ["package.json", "package-lock.json", "./"]
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --no-audit --no-fund
COPY --chown=1000:1000 . .

ENV HOME=/tmp
EXPOSE 8080
USER 1000:1000
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "server.js"]
