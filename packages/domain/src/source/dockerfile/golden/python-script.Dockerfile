FROM python:3-slim
RUN { command -v tini && test -e /etc/ssl/certs/ca-certificates.crt; } >/dev/null 2>&1 \
    || { apt-get update && apt-get install -y --no-install-recommends ca-certificates tini && rm -rf /var/lib/apt/lists/*; } \
    && mkdir -p /app && chown 1000:1000 /app
RUN python3 -m venv /opt/venv
WORKDIR /app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORT=8080 VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH

COPY --chown=1000:1000 . .

ENV HOME=/tmp
EXPOSE 8080
USER 1000:1000
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["python3", "main.py"]
