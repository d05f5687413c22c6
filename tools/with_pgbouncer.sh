#!/bin/sh
# Runs a command with TEST_POOLER_URL naming a PgBouncer that gives out a connection for a transaction, in front of the
# server of TEST_DATABASE_URL; removed after it. Installs PgBouncer where we may, else says what to install.
# Usage: with_oldest_postgres.sh with_pgbouncer.sh COMMAND [ARGUMENT...]
set -eu

PATH=$PATH:/usr/sbin
as_pooler=
"$(dirname "$0")/need.sh" pgbouncer pgbouncer "The tests through a pooler"

if [ "$(id -u)" = 0 ]; then
    as_pooler="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi

server=${TEST_DATABASE_URL##*host=}
home=$(mktemp -d)
finish() {
    [ ! -s "$home/pid" ] || kill -INT "$(cat "$home/pid")" || true
    rm -rf "$home"
}
trap finish EXIT
trap 'exit 130' INT TERM

cat >"$home/pgbouncer.ini" <<END
[databases]
* = host=$server user=postgres
[pgbouncer]
pool_mode = transaction
auth_type = any
listen_addr =
unix_socket_dir = $home
max_client_conn = 1000
default_pool_size = 20
logfile = $home/log
pidfile = $home/pid
log_connections = 0
log_disconnections = 0
END
chmod 711 "$home"
[ -z "$as_pooler" ] || chown -R postgres "$home"
$as_pooler pgbouncer --quiet --daemon "$home/pgbouncer.ini"

TEST_POOLER_URL="postgresql+psycopg://postgres@/postgres?host=$home&port=6432&prepared=no" "$@"
