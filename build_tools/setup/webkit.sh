#!/bin/sh
# webkit.sh: prints the path of a Python that reaches WebKit, the engine of Safari, and installs what it lacks.
#
# INFORCE_WEBKIT names a Python to use instead of any other. WebKit is reached through packages of Debian and Ubuntu,
# which only the Python of the system sees, and is shown on a screen in memory (Xvfb). Where there is none and none
# can be installed, this says so and fails: whoever asks for the browsers in full is not to go without in silence.
set -eu
PACKAGES="gir1.2-webkit2-4.1 python3-gi xvfb"
# shellcheck source=build_tools/setup/apt.sh
. "$(dirname "$0")/apt.sh"

works() {
    command -v Xvfb >/dev/null 2>&1 && timeout 60 "$1" -c 'import gi
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")' >/dev/null 2>&1 </dev/null
}

# A Python of one's own is often first on the PATH; that of the system has a fixed place.
find_python() {
    for path in "$(command -v python3)" /usr/bin/python3; do
        if works "$path"; then
            printf '%s\n' "$path"
            return
        fi
    done
    return 1
}

if [ -n "${INFORCE_WEBKIT:-}" ]; then
    works "$INFORCE_WEBKIT" || stop "INFORCE_WEBKIT names $INFORCE_WEBKIT, and that reaches no WebKit, or Xvfb is missing." \
        "Let it name a Python that does, or unset it to have one found."
    printf '%s\n' "$INFORCE_WEBKIT"
    exit
fi
find_python && exit
# shellcheck disable=SC2086 # each word is a package
install_packages $PACKAGES && find_python && exit
stop "The pages are also printed and read in WebKit, and none was found." \
    "Install it, and run the same command again:" \
    "  on Debian or Ubuntu: sudo apt-get install $PACKAGES" \
    "Elsewhere, run the tests without it: make test"
