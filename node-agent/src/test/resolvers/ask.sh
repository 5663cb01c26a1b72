#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: ask.sh NAME… -- COMMAND…    asks for each name by COMMAND, which gets it as its last argument
#
# Prints for each, after what COMMAND says:  === NAME EXIT MICROSECONDS UDP
# UDP is the number of datagrams that left this network namespace meanwhile.
udp_sent() {
  awk '$1 == "Udp:" && !column { for (i = 2; i <= NF; i++) if ($i == "OutDatagrams") column = i; next }
       $1 == "Udp:" { sent += $column }
       $1 == "Udp6OutDatagrams" { sent += $2 }
       END { print sent }' /proc/net/snmp /proc/net/snmp6 2>/dev/null
}

names=()
while [ "$1" != -- ]; do names+=("$1"); shift; done
shift
for name in "${names[@]}"; do
  sent=$(udp_sent)
  began=${EPOCHREALTIME/[^0-9]/}
  "$@" "$name" 2>&1
  status=$?
  ended=${EPOCHREALTIME/[^0-9]/}
  printf '\n=== %s %d %d %d\n' "$name" "$status" $((ended - began)) $(($(udp_sent) - sent))
done
