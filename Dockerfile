# The dashboard in a container:
#   docker build -t ionoscope .  &&  docker run --rm -p 127.0.0.1:5006:5006 ionoscope

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/ionoscope
WORKDIR /src
# Before the source, so that an edit does not install the dependencies anew.
COPY requirements.lock ./
RUN /opt/ionoscope/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY engine engine
COPY app app
COPY assets assets
RUN /opt/ionoscope/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
ENV PATH=/opt/ionoscope/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    NUMBA_CACHE_DIR=/var/cache/ionoscope
RUN useradd --uid 10001 --create-home ionoscope \
    && install --directory --owner=ionoscope --group=ionoscope "$NUMBA_CACHE_DIR"
COPY --from=build /opt/ionoscope /opt/ionoscope
USER 10001
WORKDIR /home/ionoscope
EXPOSE 5006
# Kernels are compiled at the first start, which takes its time.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:5006/liveness', timeout=4)"]
CMD ["ionoscope", "serve", "--address", "0.0.0.0", "--port", "5006", "--no-browser"]
