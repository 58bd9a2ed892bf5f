# One image for web, worker, beat and the migrations; docker-compose.yml says which it is.

FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock /tmp/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
       --only-binary :all: --require-hashes --requirement /tmp/requirements.lock

FROM python:3.11-slim-bookworm
# The same system packages as script/bootstrap installs.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/correspondence --create-home correspondence

ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    VAR_DIR=/var/lib/correspondence \
    STATIC_ROOT=/srv/static

COPY --from=packages /venv /venv
WORKDIR /srv/site
COPY manage.py gunicorn.conf.py pyproject.toml CHANGELOG.md LICENSE ./
COPY correspondence correspondence
COPY templates templates
COPY seeds seeds
COPY docker/healthy.py docker/healthy.py
# Compiled now, as the running site may write nothing here.
RUN python -m compileall -q correspondence \
    && VAR_DIR=/tmp/collecting python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/collecting

USER 10001
VOLUME /var/lib/correspondence
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "docker/healthy.py"]
CMD ["gunicorn", "correspondence.wsgi", "--bind=0.0.0.0:8000", "--worker-tmp-dir=/dev/shm"]
