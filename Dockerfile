# The dashboard in a container; README, "In a container", says how to run it.
#   docker build -t ionoscope .     podman build --format docker -t ionoscope .

# Pinned to one release of Python on one release of Debian. To pin the very bytes, look up the
# digest (docker buildx imagetools inspect python:3.11-slim-bookworm) and add
#   --build-arg BASE=docker.io/library/python@sha256:…
ARG BASE=docker.io/library/python:3.11-slim-bookworm

FROM ${BASE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/ionoscope
WORKDIR /src
# Before the source, so that an edit does not install the dependencies anew.
# With what a cluster needs, for scheduler and workers come from the same image, and with what reads
# phonopy's files.
COPY requirements-scale.lock requirements-crystals.lock ./
RUN /opt/ionoscope/bin/pip install --require-hashes -r requirements-scale.lock \
    && /opt/ionoscope/bin/pip install --require-hashes -r requirements-crystals.lock
COPY pyproject.toml README.md LICENSE ./
COPY engine engine
COPY app app
COPY assets assets
RUN /opt/ionoscope/bin/pip install --no-deps --no-build-isolation .
# What only building, testing and debugging need: an eighth of the image.
RUN cd /opt/ionoscope && bin/pip uninstall --yes setuptools wheel pip \
    && find lib -type d -name tests -prune -exec rm -rf {} + \
    && rm -rf lib/python*/site-packages/holoviews/examples \
    && find lib -type f -name '*.map' -delete
# Compile the kernels: for every processor, and for those with AVX2, where they are more than
# twice as fast. They are known again by the path and content of their sources, so those have to
# be the installed ones, not the ones in /src.
WORKDIR /
ENV NUMBA_CACHE_DIR=/opt/ionoscope/kernels
RUN case "$(uname -m)" in x86_64) levels="generic x86-64-v3" ;; *) levels="generic" ;; esac \
    && for level in $levels; do \
        IONOSCOPE_CPU=$level /opt/ionoscope/bin/python -m ionoscope.engine.numerics.every_kernel \
        || exit 1; done

# The documentation, built from a checkout of its own with what only it needs.
FROM build AS docs
WORKDIR /src
COPY requirements-docs.lock ./
RUN python -m venv /opt/pip \
    && /opt/pip/bin/pip --python /opt/ionoscope/bin/python install --require-hashes \
        -r requirements-docs.lock \
    && /opt/pip/bin/pip --python /opt/ionoscope/bin/python install --no-deps --no-build-isolation \
        --editable .
COPY docs docs
RUN /opt/ionoscope/bin/python -m ionoscope.app.manual --out /opt/docs

FROM ${BASE}
# Signals reach a server also while it is starting, which the first process of a container
# ignores by default.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log
# A fixed number, so that whoever owns the volume can be told; /runs is theirs for a volume to copy.
RUN groupadd --gid 10001 ionoscope \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp ionoscope \
    && install --directory --owner=10001 --group=10001 /runs
COPY --from=build /opt/ionoscope /opt/ionoscope
COPY --from=docs /opt/docs /opt/ionoscope/docs
# One thread for linear algebra, of which there is little: by default it takes one a core of the
# whole machine, and there is a limit on them.
ENV PATH=/opt/ionoscope/bin:$PATH \
    OPENBLAS_NUM_THREADS=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    NUMBA_CACHE_DIR=/opt/ionoscope/kernels \
    IONOSCOPE_CPU=portable \
    IONOSCOPE_ADDRESS=0.0.0.0 \
    IONOSCOPE_PORT=5006 \
    IONOSCOPE_RUNS=/runs \
    IONOSCOPE_DOCS=/opt/ionoscope/docs
USER 10001:10001
WORKDIR /
EXPOSE 5006
# A launch in the server's own pool, not only a sign of life.
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-m", "ionoscope.app.serve.probe"]
ENTRYPOINT ["tini", "--"]
CMD ["ionoscope", "serve", "--no-browser"]
