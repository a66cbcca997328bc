import type { DetectionOf } from '../detection.js';
import { appUser, cmd, copy, defaultPort, dockerfileOf, entrypoint, initAndFolder, runAsApp } from './fragments.js';

export const pythonIgnored = ['__pycache__', '**/__pycache__', '*.py[co]', '.venv', 'venv', 'env', '.pytest_cache', '.mypy_cache', '.ruff_cache', '*.egg-info', '.tox', 'htmlcov'];

const pip = 'RUN --mount=type=cache,target=/root/.cache/pip';

/** Dependencies of a pyproject.toml alone, without building the project as a package. */
const projectDependencies = `python3 -c "import tomllib; print('\\\\n'.join(tomllib.load(open('pyproject.toml', 'rb')).get('project', {}).get('dependencies', [])))" > /tmp/requirements.txt && pip install -r /tmp/requirements.txt`;

function installLines(python: DetectionOf<'python'>): (string | null)[] {
  switch (python.installer) {
    case 'requirements':
      return [`${pip} pip install -r requirements.txt`];
    case 'uv':
      return [`${pip} --mount=type=cache,target=/root/.cache/uv python3 -m venv /opt/uv && /opt/uv/bin/pip install uv && /opt/uv/bin/uv sync --frozen --inexact --no-dev --no-install-project`];
    case 'poetry':
      return [`${pip} --mount=type=cache,target=/root/.cache/pypoetry python3 -m venv /opt/poetry && /opt/poetry/bin/pip install poetry && /opt/poetry/bin/poetry install --only main --no-root`];
    case 'pyproject':
      return [`${pip} ${projectDependencies}`];
    case 'none':
      return [];
  }
}

const installerEnv = {
  uv: 'ENV UV_PROJECT_ENVIRONMENT=/opt/venv UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy',
  poetry: 'ENV POETRY_VIRTUALENVS_CREATE=false POETRY_NO_INTERACTION=1',
  requirements: null,
  pyproject: null,
  none: null,
};

/** The Dockerfile of a Python app: its packages in a virtual environment, then its files. */
export function pythonDockerfile(python: DetectionOf<'python'>): string {
  const installs = installLines(python);
  const copyAll = `COPY --chown=${appUser} . .`;
  const first = python.manifests !== null && python.manifests.length > 0 ? copy(python.manifests, './') : null;
  return dockerfileOf([
    [
      `FROM python:${python.version ?? '3'}-slim`,
      initAndFolder,
      'RUN python3 -m venv /opt/venv',
      'WORKDIR /app',
      `ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORT=${defaultPort} VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH${python.sourceFolder ? ' PYTHONPATH=/app/src:/app' : ''}`,
      installerEnv[python.installer],
    ],
    [
      python.manifests === null ? copyAll : first,
      ...installs,
      python.extras.length > 0 ? `${pip} pip install ${python.extras.join(' ')}` : null,
      python.manifests === null ? null : copyAll,
    ],
    [...runAsApp, entrypoint, cmd(python.processes['web']!)],
  ]);
}
