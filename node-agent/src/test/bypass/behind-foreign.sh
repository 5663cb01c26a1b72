#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: behind-foreign.sh tcx|clsact DEVICE COMMAND…    runs the command while foreign.py stands at the device's egress
set -eu
coproc foreign { exec "$(dirname "$(readlink -f "$0")")/foreign.py" "$1" "$2"; }
shift 2
read -r _ <&"${foreign[0]}" # "attached"
status=0
"$@" || status=$?
pid=$foreign_PID
exec {foreign[1]}>&-
wait "$pid"
exit "$status"
