#!/usr/bin/env bash
# Installs what packaging/debian-packages.txt names and this machine lacks, then a Node.js of at least 20 (Debian 12 has 18) under .tools.
# `install_packages.sh build` leaves out what only tests need.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
while read -r package; do
  if [ "$package" = '# tests' ] && [ "${1:-}" = build ]; then break; fi
  case "$package" in ''|'#'*) continue ;; esac
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done < packaging/debian-packages.txt

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if [ ${#missing[@]} -gt 0 ]; then
  echo "==> installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# Vite 8 needs Node.js 20.19 and npm 11; both are packages of the npm registry too.
node_is_enough() { [ "$("$1" -p 'const [a, b] = process.versions.node.split(".").map(Number); a > 20 || (a === 20 && b >= 19)' 2>/dev/null)" = true ]; }
npm_is_enough() { [ "$("$1" --version 2>/dev/null | cut -d. -f1)" -ge 11 ] 2>/dev/null; }
if [ -z "${BACKBEAT_OWN_NODE:-}" ] && node_is_enough node && npm_is_enough npm; then exit 0; fi
if node_is_enough .tools/node_modules/.bin/node && npm_is_enough .tools/node_modules/.bin/npm; then exit 0; fi
if ! command -v npm >/dev/null; then
  echo "==> installing Debian's Node.js, to fetch a newer one with"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
fi
echo "==> installing Node.js 20 and npm 11 under .tools"
mkdir -p .tools
[ -f .tools/package.json ] || echo '{"private": true}' > .tools/package.json
npm install --silent --no-audit --no-fund --prefix .tools node@20 npm@11
