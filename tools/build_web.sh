#!/usr/bin/env bash
# Builds web/dist when a source of it changed since the last build.
set -euo pipefail
cd "$(dirname "$0")/../web"
state=$(git ls-files -co --exclude-standard . | sort | xargs -d '\n' sha256sum 2>/dev/null | sha256sum | cut -d' ' -f1)
built_from=../build/web-built-from
if [ -f dist/index.html ] && [ -f "$built_from" ] && [ "$(cat "$built_from")" = "$state" ]; then exit 0; fi
lock=$(sha256sum package-lock.json | cut -d' ' -f1)
if [ ! -f node_modules/.installed-from ] || [ "$(cat node_modules/.installed-from)" != "$lock" ]; then
  echo "==> installing the web client's packages"
  # A registry that does not carry the packages of other platforms leaves them out of the lock file, and `npm ci` then takes it for
  # incomplete; installing from the same lock without saving gives the same versions.
  npm ci --silent --no-audit --no-fund 2>/dev/null || npm install --silent --no-save --no-audit --no-fund
  echo "$lock" > node_modules/.installed-from
fi
echo "==> building the web client"
npm run --silent build
mkdir -p ../build
echo "$state" > "$built_from"
