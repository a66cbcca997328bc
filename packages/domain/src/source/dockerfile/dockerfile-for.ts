import type { SourceDetection } from '../detection.js';
import { ignoreOf } from './fragments.js';
import { goDockerfile, goIgnored } from './go-dockerfile.js';
import { nodeDockerfile, nodeIgnored } from './node-dockerfile.js';
import { pythonDockerfile, pythonIgnored } from './python-dockerfile.js';
import { staticDockerfile } from './static-dockerfile.js';

export interface GeneratedDockerfile {
  dockerfile: string;
  /** Ignore rules that go with it, in the form of a .dockerignore; the source's own wins. */
  ignore: string;
}

/** The Dockerfile for a detected source; null when the source has its own. The same detection always gives the same text. */
export function dockerfileFor(detection: SourceDetection): GeneratedDockerfile | null {
  switch (detection.kind) {
    case 'dockerfile':
      return null;
    case 'node':
      return { dockerfile: nodeDockerfile(detection), ignore: ignoreOf(nodeIgnored) };
    case 'python':
      return { dockerfile: pythonDockerfile(detection), ignore: ignoreOf(pythonIgnored) };
    case 'go':
      return { dockerfile: goDockerfile(detection), ignore: ignoreOf(goIgnored) };
    case 'static':
      return { dockerfile: staticDockerfile(detection), ignore: ignoreOf(nodeIgnored) };
  }
}
