#!/bin/sh
# git.sh: sees to it that there is git, which the tests of published histories run.
set -eu
# shellcheck source=build_tools/setup/apt.sh
. "$(dirname "$0")/apt.sh"

command -v git >/dev/null 2>&1 && exit
install_packages git && command -v git >/dev/null 2>&1 && exit
stop "The tests need git, and this machine has none." \
    "Install it, and run the same command again: sudo apt-get install git"
