# Two commands do all the set-up: `make demo` runs the main job on the example, `make test` passes the tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# As many test processes as there are cores; one, with the output as it comes: make test PYTEST_OPTIONS=-n0
PYTEST_OPTIONS ?= -n auto

.DEFAULT_GOAL := help
.PHONY: help demo test test-lowest acceptance lint lock docs clean

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

# A checkout of github/codeql-action adds its uploader: make acceptance CODEQL_ACTION=folder
acceptance: $(VENV)/.dev acceptance/.tools/.ready acceptance/node_modules/.ready ## Action, hooks, GitLab and SARIF, tried with the real consumers; needs npm and rsync
	@$(if $(CODEQL_ACTION),,echo "NOT RUN: GitHub's own uploader, since CODEQL_ACTION names no checkout of github/codeql-action")
	CODEQL_ACTION="$(CODEQL_ACTION)" $(BIN)/python -m pytest -c acceptance/pytest.ini --rootdir acceptance acceptance -n 2 --dist loadfile

lint: $(VENV)/.dev ## Style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# npm writes the addresses of its registry into the file unless told not to.
lock: $(VENV)/.dev ## Renew what the action and the acceptance tests pin
	$(BIN)/python -m pip install --quiet uv
	$(call locked,pyproject.toml,requirements/action.txt)
	$(call locked,requirements/build.in,requirements/build.txt)
	$(call locked,acceptance/requirements.in,acceptance/requirements.txt)
	cd acceptance && npm update --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

locked = $(BIN)/uv pip compile $(1) --universal --python-version 3.11 --generate-hashes --upgrade --quiet --no-annotate \
  --custom-compile-command 'make lock' --output-file $(2)

docs: $(VENV)/.dev ## The rule pages, from the rule files
	$(BIN)/python docs/generate.py

clean: ## Remove everything that was generated
	rm -rf acceptance/.tools acceptance/node_modules
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

acceptance/.tools/.ready: acceptance/requirements.txt
	$(PYTHON) -m venv --clear acceptance/.tools
	acceptance/.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

acceptance/node_modules/.ready: acceptance/package-lock.json
	@command -v npm > /dev/null || { echo "make acceptance needs npm, which is not on PATH"; exit 1; }
	@command -v rsync > /dev/null || { echo "make acceptance needs rsync, which is not on PATH"; exit 1; }
	cd acceptance && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
