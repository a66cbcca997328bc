import { path, suite } from '../debian-suite.mjs';

/** @typedef {import('../base-images.mjs').BaseImage} BaseImage */

/** @returns {BaseImage} */
export const python = () => ({
  repository: 'python',
  tags: ['3', '3.11'].flatMap((name) => [name, `${name}-slim`, `${name}-${suite}`, `${name}-slim-${suite}`]).concat('latest', 'slim', suite, `slim-${suite}`),
  packages: ['python3', 'python3-pip', 'python3-venv', 'python3-setuptools', 'python3-wheel'],
  // The image's Python is the app's own to install into, as in Docker's.
  script: `
    rm -f /usr/lib/python3*/EXTERNALLY-MANAGED
    ln -s /usr/bin/python3 /usr/local/bin/python3 && ln -s python3 /usr/local/bin/python
    ln -s /usr/bin/pip3 /usr/local/bin/pip3 && ln -s pip3 /usr/local/bin/pip
    python --version && pip --version`,
  config: { Env: [`PATH=${path}`, 'LANG=C.UTF-8', 'PYTHONUNBUFFERED=1'], Cmd: ['python3'] },
});
