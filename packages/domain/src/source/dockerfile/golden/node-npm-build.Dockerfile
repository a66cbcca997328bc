FROM node:24-slim AS base
RUN { command -v tini && test -e /etc/ssl/certs/ca-certificates.crt; } >/dev/null 2>&1 \
    || { apt-get update && apt-get install -y --no-install-recommends ca-certificates tini && rm -rf /var/lib/apt/lists/*; } \
    && mkdir -p /app && chown 1000:1000 /app
WORKDIR /app
ENV NODE_ENV=production PORT=8080 PATH=/app/node_modules/.bin:$PATH

FROM base AS build
COPY ["package.json", "package-lock.json", ".npmrc", "./"]
RUN --mount=type=cache,target=/root/.npm npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build
RUN --mount=type=cache,target=/root/.npm npm prune --omit=dev --no-audit --no-fund

FROM base
COPY --from=build --chown=1000:1000 /app ./

ENV HOME=/tmp
EXPOSE 8080
USER 1000:1000
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "dist/main.js"]
