# One image for every part: aiwei migrate, aiwei serve --only api|projector|sentinel, and the rest of the commands.
# Name an image by digest to build the same thing again: --build-arg PYTHON_IMAGE=python:3.12-slim@sha256:…
ARG PYTHON_IMAGE=python:3.12-slim

FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /opt/aiwei
COPY requirements.lock ./
# every package by its hash, ready-made: this stage compiles nothing
RUN /opt/aiwei/bin/python -m pip install --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
# the locked build backend makes our own package, and then leaves together with pip
RUN /opt/aiwei/bin/python -m pip install --no-deps --no-build-isolation . \
    && /opt/aiwei/bin/python -m pip uninstall --yes hatchling trove-classifiers pip

FROM ${PYTHON_IMAGE}
# a fixed number, so that the owner of secret files on the host can be said once (deploy/README.md);
# a name, because PostgreSQL's initdb wants one when the embedded database is used
RUN groupadd --gid 10001 aiwei \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/aiwei --shell /usr/sbin/nologin aiwei \
    && install --directory --owner aiwei --group aiwei --mode 0700 /var/lib/aiwei \
    && python -m pip uninstall --yes pip
COPY --from=build /opt/aiwei /opt/aiwei
COPY deploy/healthy.py /opt/aiwei/healthy.py
ENV PATH=/opt/aiwei/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    AIWEI_HOME=/var/lib/aiwei
USER 10001:10001
WORKDIR /var/lib/aiwei
EXPOSE 8420
STOPSIGNAL SIGTERM
# of the API; docker-compose.yml names another check for the other parts
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=3 CMD ["python", "/opt/aiwei/healthy.py"]
ENTRYPOINT ["aiwei"]
CMD ["--help"]
