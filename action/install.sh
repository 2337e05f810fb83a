#!/usr/bin/env bash
# Second step of the action: the code of this ref, and the dependencies that it was tested with, by their hashes.
set -euo pipefail

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "::error title=ztlint::Python 3.11 or newer is needed; add actions/setup-python before this step"
  exit 2
fi
venv="$RUNNER_TEMP/ztlint-venv"
# Twice in one job is usual: once for the tree and once for the history.
if [ -x "$venv/bin/ztlint" ] && [ "$(cat "$venv/of" 2> /dev/null)" = "$ACTION_PATH" ]; then exit 0; fi
python3 -m venv --clear "$venv"
pip=("$venv/bin/python" -m pip --isolated --quiet --disable-pip-version-check install)
"${pip[@]}" --require-hashes --only-binary :all: --requirement "$ACTION_PATH/requirements/action.txt"
"${pip[@]}" --require-hashes --only-binary :all: --requirement "$ACTION_PATH/requirements/build.txt"
"${pip[@]}" --no-deps --no-build-isolation --no-index "$ACTION_PATH"
echo "$ACTION_PATH" > "$venv/of"
