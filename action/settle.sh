#!/usr/bin/env bash
# First step of the action: sets the outputs that always have a value, and refuses what can't be meant.
set -euo pipefail

refuse() {
  echo "exit-code=2" >> "$GITHUB_OUTPUT"
  local told="${1//%/%25}"
  told="${told//$'\r'/%0D}"
  echo "::error title=ztlint::${told//$'\n'/%0A}"
  exit 2
}

one_of() {
  local name="$1" value="$2"
  shift 2
  local known
  for known in "$@"; do
    if [ "$value" = "$known" ]; then return; fi
  done
  refuse "$name is '$value', and has to be one of: $*"
}

inside() {
  case "$2" in
    "" | -* | /* | .. | ../* | */.. | */../* | *$'\n'* | *$'\r'*)
      refuse "$1 is '$2', and has to be a relative path inside of the workspace"
      ;;
  esac
}

inside working-directory "$INPUT_WORKING_DIRECTORY"
inside sarif-file "$INPUT_SARIF_FILE"
sarif="${INPUT_WORKING_DIRECTORY%/}/$INPUT_SARIF_FILE"
while [ "${sarif#./}" != "$sarif" ]; do sarif="${sarif#./}"; done
echo "sarif-file=$sarif" >> "$GITHUB_OUTPUT"

one_of fail-on "$INPUT_FAIL_ON" low medium high critical
one_of history "$INPUT_HISTORY" none range full
one_of upload-sarif "$INPUT_UPLOAD_SARIF" auto true false
one_of allow-incomplete "$INPUT_ALLOW_INCOMPLETE" true false
one_of allow-unsafe-trigger "$INPUT_ALLOW_UNSAFE_TRIGGER" true false
one_of annotations "$INPUT_ANNOTATIONS" true false
one_of summary "$INPUT_SUMMARY" true false

if [ "$EVENT_NAME" = pull_request_target ] && [ "$INPUT_ALLOW_UNSAFE_TRIGGER" != true ]; then
  refuse "pull_request_target gives a token that may write to whoever opens a pull request, and checks out the base and not what is proposed. Use pull_request; or set allow-unsafe-trigger: true if you check out and run nothing of the pull request."
fi
if [ ! -d "$INPUT_WORKING_DIRECTORY" ]; then
  refuse "working-directory '$INPUT_WORKING_DIRECTORY' does not exist. Is actions/checkout a step before this one?"
fi
