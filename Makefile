# Needs Python 3.11 or newer and make; everything else goes into .venv.

PYTHON      ?= python3
SERVE_ARGS  ?=
BENCH_ARGS  ?=
LOCK_ARGS   ?=

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check
# What is never imported need not be compiled.
INSTALL := $(PIP) install --no-compile --require-hashes

# A stamp is the date of an installation: older than a lock file, it is made again.
VENV_STAMP := $(VENV)/venv.stamp
RUN_STAMP  := $(VENV)/run.stamp
TEST_STAMP := $(VENV)/test.stamp
DOCS_STAMP := $(VENV)/docs.stamp

.DEFAULT_GOAL := help
.PHONY: help install serve docs test soak lint bench image-check stubs lock clean

help:
	@echo 'make serve    open the dashboard on localhost:5006   (SERVE_ARGS="--port 5007")'
	@echo 'make docs     build the documentation into build/docs, to be read without a network'
	@echo 'make test     lint, then run every test               (PYTEST_ARGS="-k gate")'
	@echo 'make soak     the tests that take long, and every promise at full size  (an hour)'
	@echo 'make install  the set-up alone: $(BIN)/ionoscope  (PYTHON=python3.13)'
	@echo 'make lint     check style, format and types'
	@echo 'make bench    measure speed; against heyoka where it can be installed'
	@echo 'make image-check   build, drive and measure the container image (root, some minutes)'
	@echo 'make stubs    write the type stub of `import ionoscope` anew'
	@echo 'make lock     write the locked dependencies anew      (LOCK_ARGS=--upgrade)'
	@echo 'make clean    remove $(VENV), caches and build products'

install: $(RUN_STAMP)
	@echo '$(BIN)/ionoscope is ready'

serve: $(RUN_STAMP)
	$(BIN)/ionoscope serve $(SERVE_ARGS)

docs: $(DOCS_STAMP)
	$(BIN)/python -m ionoscope.app.manual

# One more than there are cores: many tests wait for a disk or for a process.
WORKERS := $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)

# On all cores; the browser tests afterwards, each worker with a server and a browser of its own.
test: lint
ifdef PYTEST_ARGS
	$(BIN)/python -m pytest $(PYTEST_ARGS)
else
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal -m 'not browser and not soak'
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m 'browser and not soak'
endif

# What `make test` has no time for.
soak: $(TEST_STAMP)
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m soak
	$(BIN)/python -m tests.robustness.promises $(PROMISES)

lint: $(TEST_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(RUN_STAMP)
	@$(BIN)/python -c 'import heyoka' 2>/dev/null \
	  || $(PIP) install --quiet --only-binary :all: 'heyoka>=7' \
	  || echo 'heyoka cannot be installed here: measuring without it.'
	$(BIN)/ionoscope bench $(BENCH_ARGS)

# Takes minutes and root, so it is no part of `make test`; says what it needs if that is missing.
# A stand-in for the base image stays in build/image, or in IMAGE_CHECK_DIR; IMAGE_CHECK_MIRROR
# names a Debian mirror.
image-check: $(TEST_STAMP)
	$(BIN)/python -m tests.image.check

stubs: $(RUN_STAMP)
	$(BIN)/python -m ionoscope.stubs > build.pyi && mv build.pyi app/api/__init__.pyi

# One version of each package for every supported Python, so that numbers agree;
# the locks for a cluster, for crystals, for tests and for the documentation keep to the versions of
# the run-time one.
LOCK := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' --quiet $(LOCK_ARGS)

lock: $(VENV_STAMP)
	$(PIP) install --quiet uv
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra scale --constraint requirements.lock --output-file requirements-scale.lock
	$(LOCK) --extra crystals --constraint requirements.lock --output-file requirements-crystals.lock
	$(LOCK) --extra test --constraint requirements-scale.lock --constraint requirements-crystals.lock \
	  --output-file requirements-test.lock
	$(LOCK) --extra docs --constraint requirements-scale.lock --output-file requirements-docs.lock

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find engine app assets tests -name __pycache__ -prune -exec rm -rf {} +

# .venv is made again when its interpreter is gone, or when another one is named by hand.
WHICH := -c 'import sys; print(sys.base_prefix, sys.version)'
HAVE  := $(shell $(BIN)/python $(WHICH) 2>/dev/null)
WANT  := $(if $(filter file,$(origin PYTHON)),$(HAVE),$(shell $(PYTHON) $(WHICH) 2>/dev/null))
ifeq ($(HAVE),)
.PHONY: $(VENV_STAMP)
else ifneq ($(HAVE),$(WANT))
.PHONY: $(VENV_STAMP)
endif

$(VENV_STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "ionoscope needs Python 3.11 or newer, and '$(PYTHON)' is not:" \
	    "$$($(PYTHON) --version 2>&1)." \
	    'Name another one, for example: make install PYTHON=python3.13' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' cannot make virtual environments." \
	    'On Debian or Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	touch $@

$(RUN_STAMP): $(VENV_STAMP) requirements.lock pyproject.toml
	$(INSTALL) -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(TEST_STAMP): $(RUN_STAMP) requirements-test.lock
	$(INSTALL) -r requirements-test.lock
	touch $@

$(DOCS_STAMP): $(RUN_STAMP) requirements-docs.lock
	$(INSTALL) -r requirements-docs.lock
	touch $@
