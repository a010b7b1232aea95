# Read in by the other scripts of this folder: plain words to the person who waits, and packages of Debian or Ubuntu.
# shellcheck shell=sh

say() {
    printf '%s\n' "$*" >&2
}

# stop WHAT REMEDY...: say what happened and how to put it right, one line each, and end.
stop() {
    printf '\n' >&2
    printf '%s\n' "$@" >&2
    exit 1
}

# Whether packages can be installed without asking anybody for a password.
can_install_packages() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null
}

apt() {
    set -- env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"
    [ "$(id -u)" -eq 0 ] || set -- sudo -n "$@"
    "$@" </dev/null >/dev/null
}

# install_packages NAME...: an install that fails is tried once more with fresh package lists,
# for on a new machine there are none, and old ones name packages that are no longer offered.
install_packages() {
    can_install_packages || return 1
    say "Installing $*"
    apt install --yes --no-install-recommends "$@" 2>/dev/null || {
        apt update && apt install --yes --no-install-recommends "$@"
    }
}

# install_newest NAME...: the same for packages of which an old one does not serve, so that the lists have to be fresh.
install_newest() {
    can_install_packages || return 1
    say "Installing $*"
    apt update 2>/dev/null || say "The lists of packages could not be brought up to date."
    apt install --yes --no-install-recommends "$@"
}
