FROM python:3-slim
RUN { command -v tini && test -e /etc/ssl/certs/ca-certificates.crt; } >/dev/null 2>&1 \
    || { apt-get update && apt-get install -y --no-install-recommends ca-certificates tini && rm -rf /var/lib/apt/lists/*; } \
    && mkdir -p /app && chown 1000:1000 /app
RUN python3 -m venv /opt/venv
WORKDIR /app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORT=8080 VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH PYTHONPATH=/app/src:/app
ENV UV_PROJECT_ENVIRONMENT=/opt/venv UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy

COPY ["pyproject.toml", "uv.lock", "./"]
RUN --mount=type=cache,target=/root/.cache/pip --mount=type=cache,target=/root/.cache/uv python3 -m venv /opt/uv && /opt/uv/bin/pip install uv && /opt/uv/bin/uv sync --frozen --inexact --no-dev --no-install-project
RUN --mount=type=cache,target=/root/.cache/pip pip install uvicorn
COPY --chown=1000:1000 . .

ENV HOME=/tmp
EXPOSE 8080
USER 1000:1000
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["/bin/sh", "-c", "exec uvicorn --host 0.0.0.0 --port \"${PORT:-8080}\" main:app"]
