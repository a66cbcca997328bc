import type { DetectionOf } from '../detection.js';
import { appUser, cmd, copy, defaultPort, dockerfileOf, entrypoint, initAndFolder, runAsApp } from './fragments.js';

export const goIgnored = ['*.test', '*.out', 'coverage.txt'];

const moduleCache = '--mount=type=cache,target=/go/pkg/mod';
const buildCache = '--mount=type=cache,target=/root/.cache/go-build';

/** The Dockerfile of a Go program: built statically, then alone with the folder's other files. */
export function goDockerfile(go: DetectionOf<'go'>): string {
  const compile = `CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/app ${go.mainPackage}`;
  return dockerfileOf([
    [
      'FROM golang:1 AS build',
      'WORKDIR /src',
      'ENV GOPATH=/go GOMODCACHE=/go/pkg/mod GOCACHE=/root/.cache/go-build',
      ...(go.vendored ? [] : [copy(go.hasSum ? ['go.mod', 'go.sum'] : ['go.mod'], './'), `RUN ${moduleCache} go mod download`]),
      'COPY . .',
      `RUN ${moduleCache} ${buildCache} ${compile}`,
    ],
    [
      'FROM debian:bookworm-slim',
      initAndFolder,
      'WORKDIR /app',
      `ENV PORT=${defaultPort}`,
      `COPY --chown=${appUser} . .`,
      'COPY --from=build /out/app /usr/local/bin/app',
    ],
    [...runAsApp, entrypoint, cmd(go.processes['web']!)],
  ]);
}
