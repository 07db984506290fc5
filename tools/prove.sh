#!/usr/bin/env bash
# Every experiment of tests/prove/index.toml against the release program, then the page of figures: `make prove`, or `make prove SHORT=1` for
# the bounded form, which writes its page to build/proof/short instead of docs/proof.md. Arguments are names of single experiments. WITHIN=40 leaves
# out, aloud, what may not end within 40 minutes; BACKBEAT_UNTIMED=1 judges no figure of time, for machines that others use too.
set -uo pipefail
cd "$(dirname "$0")/.."
form=long; [ -n "${SHORT:-}" ] && form=short
program=${PROGRAM:-build/release/bin/backbeat}

missing=()
while read -r package; do
  case "$package" in ''|'#'*) continue ;; esac
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done < packaging/debian-packages-prove.txt
if [ ${#missing[@]} -gt 0 ]; then
  echo "==> installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
  as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || exit 1
fi

if [ -z "${PROGRAM:-}" ]; then make --no-print-directory release || exit 1; fi
exec tools/with_postgres.sh /usr/bin/python3 tools/run_proofs.py --form "$form" --program "$program" ${WITHIN:+--within "$WITHIN"} "$@"
