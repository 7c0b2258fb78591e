#!/bin/sh
# Run a command with DATABASE_URL pointing to a PostgreSQL server of its own, which is gone afterwards:
#     scripts/with_postgres.sh pytest
set -eu

# Debian keeps the server's programs off the PATH, one folder a version.
for folder in /usr/lib/postgresql/*/bin; do
    PATH="$folder:$PATH"
done
command -v initdb >/dev/null || { echo "PostgreSQL is missing. To install: sudo apt-get install postgresql" >&2; exit 1; }

data=$(mktemp -d "${TMPDIR:-/tmp}/mostik-postgres.XXXXXX")

# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    chown postgres "$data"
    as_owner() { (cd "$data" && runuser -u postgres -- "$@"); }
else
    as_owner() { (cd "$data" && "$@"); }
fi

stop() {
    as_owner pg_ctl --pgdata "$data/db" --mode immediate stop >/dev/null 2>&1 || true
    rm -rf "$data"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

as_owner initdb --pgdata "$data/db" --username mostik --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
# A socket in the folder instead of a port: nothing to collide with, and nobody else gets in. What is lost in a power cut doesn't matter here.
as_owner pg_ctl --pgdata "$data/db" --log "$data/log" --silent --wait start --options \
    "-c listen_addresses= -c unix_socket_directories=$data -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
    || { cat "$data/log" >&2; exit 1; }

DATABASE_URL="postgres://mostik@/$data/postgres" "$@"
