#!/bin/sh
# ceph.sh: sees to it that there is Ceph, whose S3 gateway `make soak` publishes to besides; says so where it cannot be had.
set -eu
# shellcheck source=build_tools/setup/apt.sh
. "$(dirname "$0")/apt.sh"

has_ceph() {
    command -v radosgw >/dev/null 2>&1 && command -v ceph-mon >/dev/null 2>&1 && command -v ceph-osd >/dev/null 2>&1
}

has_ceph && exit
install_packages radosgw ceph-mon ceph-osd && has_ceph && exit
say "Ceph cannot be installed here, so publishing to it is not tried."
exit 1
