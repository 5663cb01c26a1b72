#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# usage: janitor.sh CGROUP PINS    when its standard input ends, which it does however the test ends, kills what is left
#                                  in the cgroup and removes it and the pins, and with the pins what they held
trap '' INT TERM HUP
cat >/dev/null
[ ! -e "$1/cgroup.kill" ] || echo 1 >"$1/cgroup.kill"
rm -rf "$2"
tries=500
until rmdir "$1" 2>/dev/null || [ ! -d "$1" ] || [ $((tries -= 1)) -eq 0 ]; do sleep 0.02; done
