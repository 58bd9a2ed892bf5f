# PostgreSQL and Redis for the tests: on private sockets, in a folder that is thrown away.
# Sourced by script/test.
# shellcheck shell=bash

postgresql_data=
redis_pid=

# PostgreSQL refuses to run as root; Debian's package brings a user of its own.
as_postgresql() {
  if ((EUID == 0)); then runuser -u postgres -- "$@"; else "$@"; fi
}

# start_postgresql FOLDER: exports DATABASE_URL.
start_postgresql() {
  local folder=$1 bin
  bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort --version-sort | tail -n 1)
  mkdir -p "$folder"
  # As root, PostgreSQL needs a way through to its folder; a shared folder such as /tmp has one.
  ((EUID != 0)) || { chown postgres "$folder" && chmod o+x "$(dirname "$folder")"; }
  postgresql_bin=$bin
  as_postgresql "$bin/initdb" --pgdata="$folder/data" --username=correspondence --auth=trust \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder.log" 2>&1 || { cat "$folder.log"; return 1; }
  postgresql_data=$folder/data
  # No network, and no waiting for the disk: nothing here is to be kept.
  (cd "$folder" && as_postgresql "$bin/pg_ctl" --pgdata="$folder/data" --wait --silent --log="$folder/log" \
    --options="-k $folder -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
    start) || { cat "$folder/log"; return 1; }
  export DATABASE_URL=postgresql://correspondence@${folder//\//%2F}/postgres
}

# start_redis FOLDER: exports REDIS_URL.
start_redis() {
  local socket=$1/redis.sock
  redis-server --port 0 --unixsocket "$socket" --save "" --appendonly no --dir "$1" >"$1/redis.log" 2>&1 &
  redis_pid=$!
  for _ in {1..100}; do
    if redis-cli -s "$socket" ping >/dev/null 2>&1; then
      export REDIS_URL=redis+socket://$socket
      return
    fi
    sleep 0.05
  done
  cat "$1/redis.log"
  return 1
}

stop_services() {
  [[ -z $redis_pid ]] || kill "$redis_pid" 2>/dev/null
  [[ -z $postgresql_data ]] ||
    (cd / && as_postgresql "$postgresql_bin/pg_ctl" --pgdata="$postgresql_data" --mode=immediate --silent stop)
}
