#!/bin/sh
# Runs a command with TEST_DATABASE_URL naming a server of the oldest PostgreSQL that is supported, made for it and
# removed after it. Installs that PostgreSQL where we may, else says what to install.
# Usage: with_oldest_postgres.sh COMMAND [ARGUMENT...]
set -eu

version=15
bin=/usr/lib/postgresql/$version/bin
as_server=
"$(dirname "$0")/need.sh" $bin/initdb postgresql-$version "The tests on the oldest PostgreSQL"

if [ "$(id -u)" = 0 ]; then
    as_server="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi

# in memory where there is a gigabyte of it: databases are made and removed by the thousand
place=
[ "$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 1048576 ] 2>/dev/null && place=/dev/shm
home=$(mktemp -d ${place:+--tmpdir=$place})
finish() {
    $as_server $bin/pg_ctl stop --silent --mode=immediate --pgdata="$home/data" || true
    rm -rf "$home"
}
trap finish EXIT
trap 'exit 130' INT TERM

[ -z "$as_server" ] || chown postgres "$home"
$as_server $bin/initdb --pgdata="$home/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
$as_server $bin/pg_ctl start --silent --wait --pgdata="$home/data" --log="$home/log" \
    --options="-c listen_addresses= -c unix_socket_directories=$home -c fsync=off -c max_connections=200"

TEST_DATABASE_URL="postgresql+psycopg://postgres@/postgres?host=$home" "$@"
