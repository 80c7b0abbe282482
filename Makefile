# Two commands for a newcomer: `make demo`, `make test`. Python 3.11 or newer is all they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
    --generate-hashes --no-header --no-emit-index-url --no-annotate

.PHONY: demo test check serve tui lock bench clean

demo: $(VENV)/ready ## the main job from intake to closure, on simulated days
	$(BIN)/aiwei demo $(ARGS)

serve: $(VENV)/ready ## API and projector over the office's own data
	$(BIN)/aiwei serve $(ARGS)

tui: $(VENV)/ready ## the terminal UI
	$(BIN)/aiwei tui $(ARGS)

test: $(VENV)/ready-dev ## the whole test suite, on a real embedded database
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/ready-dev ## what must be green before a commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(ARGS)

bench: $(VENV)/ready-dev ## figures of this machine, beside its own floor
	$(BIN)/python -m bench $(ARGS)

lock: $(VENV)/ready-dev ## renew the lock files from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --group build -o requirements.lock
	$(COMPILE) --group build --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed; name one with PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
