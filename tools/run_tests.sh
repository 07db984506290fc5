#!/usr/bin/env bash
# All tests, from unit to browser journeys, on SQLite and on a PostgreSQL started for the purpose. `make test` runs it.
# Each part says what it is, how long it took and whether it passed; all parts run, and the last line counts them.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.tools/node_modules/.bin:$PATH"
PYTHON=/usr/bin/python3
JOBS=${JOBS:-$(nproc)}
PROGRAM=build/dev/bin/backbeat
passed=0 failed=0 failures=()

part() {
  local name=$1; shift
  local log begin=$SECONDS
  log=$(mktemp)
  echo "==> $name"
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    tail -n 3 "$log" | sed 's/^/    /'
    echo "    passed in $((SECONDS - begin)) s"
  else
    failed=$((failed + 1)); failures+=("$name")
    tail -n 80 "$log" | sed 's/^/    /'
    echo "    FAILED after $((SECONDS - begin)) s"
  fi
  rm -f "$log"
}

build() { cmake --preset dev >/dev/null && cmake --build --preset dev -j "$JOBS"; }

part "layer rule: planted faults" $PYTHON tools/check_layers_test.py
part "embedded migrations: planted faults" $PYTHON tools/embed_migrations_test.py
part "layer rule" $PYTHON tools/check_layers.py
part "build (ASan, UBSan)" build
if [ "$failed" -gt 0 ] && [ ! -x "$PROGRAM" ]; then
  echo "$passed passed, $failed failed"; exit 1
fi
part "unit and property tests on SQLite" ctest --test-dir build/dev --output-on-failure -j "$JOBS"
part "unit tests on PostgreSQL" tools/with_postgres.sh ctest --test-dir build/dev --output-on-failure -j "$JOBS" -LE one_engine -E '_properties|refuse'
part "scenarios on SQLite, PostgreSQL, killed before each step, over a DST night" tools/with_postgres.sh $PYTHON tests/scenarios/run.py --program $PROGRAM
part "authorization matrix against its oracle, SQLite" $PYTHON tests/authz/run.py --program $PROGRAM
part "authorization matrix against its oracle, PostgreSQL" tools/with_postgres.sh $PYTHON tests/authz/run.py --program $PROGRAM --on postgres
part "command line on SQLite" $PYTHON tests/cli/run.py --program $PROGRAM
part "command line on PostgreSQL" tools/with_postgres.sh $PYTHON tests/cli/run.py --program $PROGRAM --on postgres
part "canaries in every private text" $PYTHON tests/canary/run.py --program $PROGRAM
part "the outbox against a real mail server" $PYTHON tests/smtp/run.py --program $PROGRAM
part "calendar programs read the feed" $PYTHON tests/readers/run.py --program $PROGRAM
part "attacks on sessions, links, tokens and passwords" $PYTHON tests/prove/s4_sessions.py --program $PROGRAM --short
part "a chain that was touched" $PYTHON tests/prove/s9_audit.py --program $PROGRAM --short --untimed
part "a person erased, SQLite" $PYTHON tests/prove/s10_privacy.py --program $PROGRAM --short
part "web client: types, unit tests, budgets" bash -c 'cd web && npm run --silent check && npm test --silent'
part "browser journeys, axe, CSP" tests/e2e/run.sh $PROGRAM

if [ "$failed" -gt 0 ]; then printf 'failed: %s\n' "${failures[@]}"; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
