#!/bin/sh
# environment.sh site|test: makes .venv hold inforce and the packages that build_tools/locks/<that>.txt names.
#
# What .venv was made from is kept in .venv/made-from, word for word. That is removed before anything
# changes and written when all is done, so a set-up that was interrupted is done again, and one that
# is still true costs a comparison. What the tests take includes what the site takes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
cd "$project"
# shellcheck source=build_tools/setup/apt.sh
. "$here/apt.sh"

lock=build_tools/locks/$1.txt
made_from=.venv/made-from
log=.venv/install.log
made_at=.venv/made-at # console scripts hold the path they were made at, so a moved project needs a new .venv

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Print the Python to use: the one named by PYTHON, else the usual one, else a newer one beside it.
find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    stop "inforce needs Python 3.11 or newer. This machine has $(python3 --version 2>&1 || echo none)." \
        "Install a newer one, for example with: sudo apt-get install python3.11" \
        "If it is not on the PATH, name it: make site PYTHON=/path/to/python3"
}

# Debian and Ubuntu leave what makes environments out of python3, into a package named for the version.
require_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if install_packages "$package" && "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        return
    fi
    stop "Python on this machine cannot make environments: its package $package is missing." \
        "Install it, and run the same command again: sudo apt-get install $package"
}

ingredients() {
    printf '%s\n' "$project" "$1"
    cat pyproject.toml "build_tools/locks/$1.txt"
}

# The import fails where the system's Python became another one under .venv.
is_ready() {
    for held in "$1" test; do
        if ingredients "$held" | cmp -s - "$made_from"; then
            .venv/bin/python -c 'import inforce' 2>/dev/null
            return
        fi
    done
    return 1
}

make_environment() {
    if [ "$(cat "$made_at" 2>/dev/null || echo "$project")" = "$project" ] && .venv/bin/python -m pip --version >/dev/null 2>&1; then
        return
    fi
    python=$(find_python)
    require_venv "$python"
    "$python" -m venv --clear .venv || explain_failure /dev/null
    printf '%s\n' "$project" >"$made_at"
}

install() {
    .venv/bin/python -m pip --disable-pip-version-check --no-input install "$@" >"$log" 2>&1 </dev/null || explain_failure "$log"
}

# explain_failure LOG: end with the likeliest cause in plain words.
explain_failure() {
    if [ "$(df -Pk . | awk 'NR == 2 { print $4 }')" -lt 51200 ] || grep -qs 'No space left on device' "$1"; then
        stop "The disk is full: setting inforce up takes about 600 MB." "Make room, and run the same command again."
    fi
    if grep -qs 'DO NOT MATCH THE HASHES' "$1"; then
        grep -A 4 'DO NOT MATCH THE HASHES' "$1" >&2
        stop "A package that was fetched is not the one that $lock names, so nothing was installed." \
            "Run the same command again. If it says the same, tell the maintainers before you go on."
    fi
    if grep -qsE 'NewConnectionError|NameResolution|ConnectTimeout|ReadTimeout|ProxyError|Connection broken|\(from versions: none\)' "$1"; then
        stop "The packages that inforce needs could not be fetched." \
            "Check that this machine has a network connection, and run the same command again." \
            "What pip said stands in $1"
    fi
    if grep -qs 'require a different python version' "$1"; then
        grep 'require a different python version' "$1" >&2
        stop "A package that $lock names does not run on this machine's Python, $(.venv/bin/python --version)." \
            "Tell the maintainers; until then, name another Python: make clean && make site PYTHON=/path/to/python3"
    fi
    tail -n 20 "$1" >&2
    stop "inforce could not be set up. The lines above say what pip met; all of it stands in $1"
}

# Two commands started at once must not build the same folder.
if command -v flock >/dev/null 2>&1; then
    mkdir -p .cache
    exec 9>.cache/setup.lock
    flock 9
fi

is_ready "$1" && exit
rm -f "$made_from"
make_environment
say "Setting up inforce in .venv; the first time, this takes a minute or two"
install --require-hashes --requirement "$lock"
install --no-deps --no-build-isolation --editable .
# where Python is told to leave no bytecode behind, each command would compile the program anew
.venv/bin/python -m compileall -q build_tools/inforce >"$log" 2>&1 || explain_failure "$log"
ingredients "$1" >"$made_from.new"
mv "$made_from.new" "$made_from"
rm -f "$log"
