# make graph   environment, installation, and exports/ from the bundled documents
# make test    environment, installation for development, and the one test command
# make bench   how fast, how much memory, how both grow with the text
# make clean   what the two others made, but not exports/

SHELL := bash
# The first interpreter that starts and is new enough; a version manager may list one that does not start.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
	"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check

.PHONY: graph test bench clean

graph: $(VENV)/installed
	$(VENV)/bin/ssc-graph build --output exports

test: $(VENV)/installed-dev
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" tests/run

bench: $(VENV)/installed-dev
	$(VENV)/bin/python -m benchmarks

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with the modules venv and ensurepip is needed; name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --quiet --editable .
	touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --quiet --editable '.[dev]'
	touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
