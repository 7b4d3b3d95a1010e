# What `.ci/test` needs of the machine: packages, a PostgreSQL of its own, a browser. Sourced, not run.

# Notes told again at the end: what was left out, and why.
left_out=()
leave_out() {
  left_out+=("$1")
  printf '\n!! LEFT OUT: %s\n\n' "$1"
}

# Installs Debian packages where that needs no question; fails otherwise.
install_packages() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  echo "installing: $*"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c \
    "{ apt-get -qq update || true; } && apt-get -qq install -y --no-install-recommends $*" >"$logs/install.log" 2>&1 && return 0
  tail -3 "$logs/install.log"
  return 1
}

postgres_bin() {
  local bin
  for bin in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(pg_config --bindir 2>/dev/null)"; do
    [ -x "$bin/initdb" ] && [ -x "$bin/pg_ctl" ] && echo "$bin" && return 0
  done
  return 1
}

# Sets database_url to a PostgreSQL to test on: the one named by YORUYAKU_TEST_DATABASE_URL, else one of our own in a
# temporary directory on a free port of the loopback, which stop_postgres ends and removes.
pg_dir=
pg_user=()
start_postgres() {
  if [ -n "${YORUYAKU_TEST_DATABASE_URL:-}" ]; then
    database_url=$YORUYAKU_TEST_DATABASE_URL
    return 0
  fi
  pg_bin=$(postgres_bin) || { install_packages postgresql && pg_bin=$(postgres_bin); } || return 1
  pg_dir=$(mktemp -d /tmp/yoruyaku-postgres.XXXXXX)
  if [ "$(id -u)" -eq 0 ]; then # initdb refuses root
    id postgres >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin postgres || return 1
    chown postgres "$pg_dir"
    pg_user=(setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups)
  fi
  (cd "$pg_dir" && "${pg_user[@]}" "$pg_bin/initdb" -D "$pg_dir/data" -U yoruyaku -A trust -E UTF8 --locale=C --no-sync) \
    >"$logs/postgres-initdb.log" 2>&1 || { tail -3 "$logs/postgres-initdb.log"; return 1; }
  local attempt port
  for attempt in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 20000))
    if (cd "$pg_dir" && "${pg_user[@]}" "$pg_bin/pg_ctl" -D "$pg_dir/data" -l "$pg_dir/log" -w -t 60 \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$pg_dir -c max_connections=300 -F" start) \
      >"$logs/postgres-start.log" 2>&1; then
      database_url="postgres://yoruyaku@127.0.0.1:$port/postgres"
      return 0
    fi
  done
  cat "$logs/postgres-start.log" "$pg_dir/log" 2>/dev/null | tail -5
  return 1
}

stop_postgres() {
  [ -n "$pg_dir" ] || return 0
  [ -f "$pg_dir/data/postmaster.pid" ] &&
    (cd "$pg_dir" && "${pg_user[@]}" "$pg_bin/pg_ctl" -D "$pg_dir/data" -m immediate -w stop) >/dev/null 2>&1
  rm -rf "$pg_dir"
  pg_dir=
}

# The tests of what is printed read its text with poppler's pdftotext; without it they say that they were skipped.
find_poppler() {
  command -v pdftotext >/dev/null || { install_packages poppler-utils >&2 && command -v pdftotext >/dev/null; }
}

find_chromium() {
  command -v "${CHROMIUM:-chromium}" || command -v chromium-browser || command -v google-chrome
}

# Tells the Python that has what tests/contract/requirements.txt names, in a folder of its own below target/; made anew
# when the requirements change.
python_tools() {
  local home=$PWD/target/contract-python wanted=$PWD/tests/contract/requirements.txt found
  found=$(command -v python3) || { install_packages python3 python3-venv >&2 && found=$(command -v python3); } || return 1
  "$found" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || return 1
  if ! cmp -s "$wanted" "$home/made-of"; then
    rm -rf "$home"
    "$found" -m venv "$home" >"$logs/python.log" 2>&1 ||
      { install_packages python3-venv >&2 && "$found" -m venv "$home" >>"$logs/python.log" 2>&1; } || return 1
    "$home/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$wanted" \
      >>"$logs/python.log" 2>&1 || { tail -3 "$logs/python.log" >&2; return 1; }
    cp "$wanted" "$home/made-of"
  fi
  echo "$home/bin/python"
}
