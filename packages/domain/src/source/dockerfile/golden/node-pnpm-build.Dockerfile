FROM node:24-slim AS base
RUN { command -v tini && test -e /etc/ssl/certs/ca-certificates.crt; } >/dev/null 2>&1 \
    || { apt-get update && apt-get install -y --no-install-recommends ca-certificates tini && rm -rf /var/lib/apt/lists/*; } \
    && mkdir -p /app && chown 1000:1000 /app
RUN npm install --global --force pnpm@10
WORKDIR /app
ENV NODE_ENV=production PORT=8080 PATH=/app/node_modules/.bin:$PATH

FROM base AS build
COPY ["package.json", "pnpm-lock.yaml", "./"]
RUN --mount=type=cache,target=/root/.pnpm-store CI=true pnpm install --store-dir /root/.pnpm-store --frozen-lockfile --prod=false
COPY . .
RUN pnpm run build
RUN --mount=type=cache,target=/root/.pnpm-store CI=true pnpm prune --prod --ignore-scripts

FROM base
COPY --from=build --chown=1000:1000 /app ./

ENV HOME=/tmp
EXPOSE 8080
USER 1000:1000
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "dist/main.js"]
