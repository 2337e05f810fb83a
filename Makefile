# Two commands do all the set-up: `make demo` runs the main job on the example, `make test` passes the tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# As many test processes as there are cores; one, with the output as it comes: make test PYTEST_OPTIONS=-n0
PYTEST_OPTIONS ?= -n auto

.DEFAULT_GOAL := help
.PHONY: help demo test test-lowest lint docs clean

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 8

demo: $(VENV)/.demo ## Check the example API; writes ztlint.sarif, and succeeds although it finds something
	@$(BIN)/ztlint check examples -o text -o sarif=ztlint.sarif || test $$? -eq 1
	@echo "The same findings for code scanning: ztlint.sarif"

test: $(VENV)/.dev ## The test suite
	$(BIN)/python -m pytest $(PYTEST_OPTIONS)

test-lowest: ## The test suite on the oldest dependencies that are allowed
	$(MAKE) VENV=.venv-lowest PIP_CONSTRAINT=tests/lowest.txt .venv-lowest/.dev
	.venv-lowest/bin/python -m pytest --ignore tests/test_wheel.py $(PYTEST_OPTIONS)

lint: $(VENV)/.dev ## Style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.dev ## The rule pages, from the rule files
	$(BIN)/python docs/generate.py

clean: ## Remove everything that was generated
	rm -rf $(VENV) .venv-lowest build dist ztlint.sarif .coverage .pytest_cache .ruff_cache .mypy_cache .import_linter_cache

# pip 25.1 is the first that installs dependency groups.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "ztlint needs Python 3.11 or newer, and $(PYTHON) is older: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@touch $@

# The stamps keep a second run from asking the network: nothing is installed until pyproject.toml or this file changes.
export PIP_CONSTRAINT
$(VENV)/.demo: $(VENV)/.python pyproject.toml Makefile
	$(BIN)/python -m pip install --quiet --editable '.[code]'
	@touch $@

$(VENV)/.dev: $(VENV)/.python pyproject.toml Makefile
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@
