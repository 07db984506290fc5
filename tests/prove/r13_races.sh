#!/usr/bin/env bash
# The C++ suite and the running program under ThreadSanitizer: 0 reports.
#   tests/prove/r13_races.sh [--program ignored] [--short] [--figures FILE] [--build build/tsan]
# Long: every test program, then every scenario on SQLite against the program. Short: the libraries with threads (base, sql, http, access, audit).
set -uo pipefail
cd "$(dirname "$0")/../.."
short= figures= build=build/tsan command="tests/prove/r13_races.sh $*"
while [ $# -gt 0 ]; do
  case $1 in
    --program) shift ;;
    --short) short=1 ;;
    --figures) figures=$2; shift ;;
    --build) build=$2; shift ;;
    *) echo "no such argument: $1" >&2; exit 2 ;;
  esac
  shift
done
log=$(mktemp -d) passed=0 failed=0 rows=
trap 'rm -rf "$log"' EXIT

# TSan writes a file a process, so that a report cannot be lost in another program's output; a test that fails for another reason shows too.
export TSAN_OPTIONS="log_path=$log/tsan exitcode=66 halt_on_error=0 second_deadlock_stack=1"
check() {  # what, goal, measured, holds (0 or 1)
  if [ "$4" = 0 ]; then passed=$((passed + 1)); echo "ok   $1: $3 (goal $2)"; else failed=$((failed + 1)); echo "FAIL $1: $3 (goal $2)"; fi
  rows="$rows${rows:+,}{\"bar\": \"R13\", \"what\": \"$1\", \"goal\": \"$2\", \"measured\": \"$3\", \"holds\": $([ "$4" = 0 ] && echo true || echo false)}"
}
reports() { cat "$log"/tsan.* 2>/dev/null | grep -c 'WARNING: ThreadSanitizer'; }

cmake --preset tsan -B "$build" >/dev/null || exit 1
if [ -n "$short" ]; then targets="base_test sql_test http_test access_test audit_test"; only='^(base|sql|http|access|audit)$'; else targets="all backbeat"; only=.; fi
# shellcheck disable=SC2086
cmake --build "$build" -j "${JOBS:-$(nproc)}" --target $targets >"$log/build" 2>&1 || { tail -40 "$log/build"; echo "0 passed, 1 failed"; exit 1; }

ctest --test-dir "$build" --output-on-failure -j "${JOBS:-$(nproc)}" -R "$only" -E '^refuse$' >"$log/ctest" 2>&1
code=$?
found=$(reports)
tests=$(sed -n 's/.*tests passed.*out of \([0-9]*\).*/\1/p' "$log/ctest")
check "ThreadSanitizer reports in ${tests:-no} test programs" 0 "$found" "$([ "$found" = 0 ] && echo 0 || echo 1)"
check "test programs that fail under it" 0 "$(sed -n 's/.*tests passed, \([0-9]*\) tests failed.*/\1/p' "$log/ctest")" "$([ $code = 0 ] && echo 0 || echo 1)"
[ $code = 0 ] || tail -60 "$log/ctest"

if [ -z "$short" ]; then
  before=$(reports)
  /usr/bin/python3 tests/scenarios/run.py --program "$build/bin/backbeat" --configuration sqlite >"$log/scenarios" 2>&1
  code=$?
  found=$(($(reports) - before))
  check "ThreadSanitizer reports of the program while it answers the scenarios" 0 "$found" "$([ "$found" = 0 ] && echo 0 || echo 1)"
  check "scenarios under it" "all pass" "$(tail -1 "$log/scenarios" | tr -d '"')" "$([ $code = 0 ] && echo 0 || echo 1)"
fi
cat "$log"/tsan.* 2>/dev/null | head -120
[ -z "$figures" ] || echo "{\"bar\": \"R13\", \"rows\": [$rows], \"command\": \"$command\"}" >"$figures"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
