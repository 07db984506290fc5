#!/bin/bash
# Runs a command with a PostgreSQL cluster of its own: tools/with_postgres.sh ctest --test-dir build/dev
# The cluster listens on a socket in a temporary folder only, keeps nothing safe (fsync=off: it is for tests), and is gone afterwards.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 2; }
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
folder=$(mktemp -d /tmp/backbeat-postgres-XXXXXX)

as_postgres() {
  # initdb refuses to run as root.
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi
}

finish() {
  status=$?
  trap - EXIT INT TERM
  if [ -f "$folder/data/postmaster.pid" ]; then
    pid=$(head -1 "$folder/data/postmaster.pid")
    kill -INT "$pid" 2>/dev/null || true
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -QUIT "$pid" 2>/dev/null || true
  fi
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT INT TERM

if [ "$(id -u)" = 0 ]; then chown postgres: "$folder"; fi
cd "$folder"
as_postgres "$bin/initdb" -D "$folder/data" -U backbeat -A trust -E UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1 ||
  { cat "$folder/initdb.log" >&2; exit 1; }
as_postgres "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/server.log" \
  -o "-c listen_addresses= -c unix_socket_directories=$folder -c fsync=off -c full_page_writes=off -c max_connections=200" start ||
  { cat "$folder/server.log" >&2; exit 1; }
cd "$OLDPWD"

export BACKBEAT_TEST_POSTGRES="host=$folder user=backbeat dbname=postgres"
"$@"
