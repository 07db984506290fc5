#!/usr/bin/env bash
# Format, lints, and the OpenAPI document under two linters. `make check` runs it.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.tools/node_modules/.bin:$PATH"
failed=0
say() { echo "==> $1"; }

say "layers"; /usr/bin/python3 tools/check_layers.py || failed=1
say "playbook schema"; /usr/bin/python3 tools/check_playbook_schema.py || failed=1
say "format"
git ls-files 'src/*.cpp' 'src/*.hpp' 'sim/*.cpp' 'sim/*.hpp' 'tests/*.cpp' 'tests/*.hpp' 'bench/*.cpp' | xargs clang-format-19 --dry-run -Werror || failed=1
say "lock file carries no addresses"
if grep -n '"resolved"' web/package-lock.json tools/lint/package-lock.json bench/lighthouse/package-lock.json | head -3 | grep .; then failed=1; fi
if [ -x build/dev/bin/backbeat ]; then
  say "OpenAPI document"
  document=$(mktemp --suffix .json)
  build/dev/bin/backbeat openapi > "$document" || failed=1
  (cd tools/lint && { [ -d node_modules/@redocly ] || npm ci --silent 2>/dev/null || npm install --silent --no-save; } &&
    npx --no-install spectral lint --fail-severity=warn --ruleset ../spectral.yaml "$document" &&
    npx --no-install redocly lint --config ../redocly.yaml "$document") || failed=1
  rm -f "$document"
fi
exit $failed
