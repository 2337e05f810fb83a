"""The files that a repository begins with."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from ztlint import HOME, __version__
from ztlint.config.find import find_configuration

WORKFLOW = ".github/workflows/ztlint.yml"
HOOKS = ".pre-commit-config.yaml"
CONFIGURATION = ".ztlint.toml"

_CONFIGURATION = f"""\
# Configuration of ztlint: {HOME}/blob/main/docs/configuration.md
# `ztlint config show` prints what is in force, and `ztlint config schema` what may stand here.

# The lowest severity that ends in exit status 1: low, medium, high, critical.
fail-on = "low"

# A named choice of rules: default, strict, fapi2, compat-owasp.
profile = "default"

# Folders and files that are not looked at, as .gitignore would name them; the report counts them.
# exclude = ["third_party/**"]

# Rules that are not evaluated, by id, name or tag. `ztlint rules list` shows all of them.
# ignore = ["api-without-rate-limit"]

# Findings that are there already: `ztlint baseline create` writes the file.
# baseline = ".ztlint-baseline"

# Operations that anybody may call, on purpose.
# [[public]]
# path = "/prices"
# method = "get"
# reason = "The price list is on the web site"
# owner = "team-web"
# expires = "2027-06-30"

# Findings that somebody accepted.
# [[waivers]]
# rule = "ZTA111"
# path = "legacy/*.yaml"
# reason = "Partners move to tokens by summer"
# owner = "team-partners"
# expires = "2027-06-30"
"""

_HOOKS = f"""\
repos:
  - repo: {HOME}
    rev: v{__version__}
    hooks:
      - id: ztlint # definitions and secrets in the files of the commit
      - id: ztlint-push # secrets in the commits that are about to be pushed
default_install_hook_types: [pre-commit, pre-push]
"""

_WORKFLOW = f"""\
# API definitions and secrets, before the merge. Pull requests fail for what they bring, pushes for all.
name: ztlint

on:
  push:
    branches: [main, master]
  pull_request:

permissions: {{}}

concurrency:
  group: ztlint-${{{{ github.ref }}}}
  cancel-in-progress: true

jobs:
  ztlint:
    name: ztlint
    runs-on: ubuntu-latest
    permissions:
      contents: read
      security-events: write # to upload the result to code scanning
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0 # to know where the branch began
          persist-credentials: false

      - name: Install
        run: |
          python3 -m venv "$RUNNER_TEMP/ztlint"
          "$RUNNER_TEMP/ztlint/bin/pip" install --quiet 'ztlint=={__version__}'

      - name: Check
        env:
          BASE: ${{{{ github.base_ref }}}}
        run: |
          options=(-o text -o sarif=ztlint.sarif)
          if [ -n "$BASE" ]; then options+=(--diff "origin/$BASE"); fi
          "$RUNNER_TEMP/ztlint/bin/ztlint" check "${{options[@]}}"

      - name: Upload
        # Pull requests from forks and from Dependabot get a token that may not write.
        if: >-
          !cancelled() && hashFiles('ztlint.sarif') != '' && github.actor != 'dependabot[bot]' &&
          (github.event.pull_request == null ||
          github.event.pull_request.head.repo.full_name == github.repository)
        uses: github/codeql-action/upload-sarif@e4fba868fa4b1b91e1fdab776edc8cfbe6e9fb81 # v4.37.3
        with:
          sarif_file: ztlint.sarif
"""


class Beginning(Struct, frozen=True):
    """A file to be written at ``path``, relative to the root; with ``instead``, why it is not."""

    path: str
    text: str
    instead: str = ""


def beginnings(root: Path, *, force: bool) -> Iterator[Beginning]:
    yield Beginning(CONFIGURATION, _CONFIGURATION, _configured(root, force=force))
    yield Beginning(HOOKS, _HOOKS, _hooked(root))
    there = (root / WORKFLOW).exists() and not force
    yield Beginning(WORKFLOW, _WORKFLOW, "it is there already; --force replaces it" if there else "")


def _configured(root: Path, *, force: bool) -> str:
    found = find_configuration(root, root)
    if found is None or (found.name == CONFIGURATION and force):
        return ""
    other = found.name != CONFIGURATION
    return f"{found.name} is there already" + ("" if other else "; --force replaces it")


def _hooked(root: Path) -> str:
    """Other hooks may stand in it, so it is never replaced."""
    try:
        text = (root / HOOKS).read_text("utf-8", "replace")
    except OSError:
        return ""
    if HOME in text:
        return "it has the hooks already"
    entry = "\n".join(_HOOKS.splitlines()[1:6])
    return f"add to its repos:\n{entry}"
