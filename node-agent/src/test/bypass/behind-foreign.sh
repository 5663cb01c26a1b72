#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: behind-foreign.sh tcx|clsact DEVICE COMMAND…
#
# Runs the command while a program that is not ours, and passes everything, stands at the device's egress: in front of all
# others (tcx), or as the first filter of a clsact qdisc.
set -eu
here=$(dirname "$(readlink -f "$0")")
kind=$1 device=$2
shift 2
case $kind in
  tcx)
    coproc foreign { exec setpriv --pdeathsig KILL -- "$here/tcx.py" "$device"; }
    trap 'kill "$foreign_PID"' EXIT
    read -r _ <&"${foreign[0]}" # "attached"
    ;;
  clsact)
    tc qdisc add dev "$device" clsact 2>/dev/null || true # a qdisc that is there already will do
    tc filter add dev "$device" egress prio 1 matchall action ok
    trap 'tc filter del dev "$device" egress prio 1' EXIT
    ;;
esac
"$@"
