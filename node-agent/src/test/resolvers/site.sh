#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: site.sh NSCD STATE    the world of ResolverMatrixKernelIT, until its standard input ends
#
# A box and a site joined by a veth, in network namespaces without a name. In the site a real dnsmasq
# on 192.0.2.53 knows NAME.example.com for each NAME below. Prints one line for each view that a
# resolver client may be given of the box, "VIEW PID", to be entered by nsenter, then "ready":
#   udp    resolv.conf as most have it
#   udp6   the same server by its IPv6 address
#   tcp    the same as udp with `options use-vc`
#   nscd   a real nscd answers on its own socket; it asks 192.0.2.54, where the same names have
#          another address, so that an answer tells which way it came
# Each process here is killed by the kernel when this shell ends, and the namespaces go with them.
set -eu
if [ "$1" != inside ]; then
  exec setpriv --pdeathsig KILL unshare --mount --net -- "$BASH" "$0" inside "$@"
fi
nscd=$2 state=$3
names="allowed denied audited"
trap '{ kill -KILL $(jobs -p); wait; } 2>/dev/null' EXIT

with_us() { setpriv --pdeathsig KILL -- "$@" </dev/null >&2 & }
# $1: seconds; the rest is a command that shall come true.
within() {
  local tries=$(($1 * 50)); shift
  until "$@" >/dev/null 2>&1; do
    [ $((tries -= 1)) -gt 0 ] || { echo "site.sh: waited in vain for: $*" >&2; exit 1; }
    sleep 0.02
  done
}
left_our_network() { [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }
left_our_mounts() { [ "$(readlink "/proc/$1/ns/mnt")" != "$(readlink /proc/self/ns/mnt)" ]; }

# Daemons of the real host that libc would ask instead of the site's DNS server.
for socket in /run/nscd/socket /run/systemd/resolve/io.systemd.Resolve; do
  if [ -S "$socket" ]; then mount --bind /dev/null "$socket"; fi
done

with_us unshare --net sleep infinity
site=$!
within 10 left_our_network "$site"
in_site() { nsenter --target="$site" --net "$@"; }
ip link set lo up
ip link add eth0 type veth peer name eth0 netns "$site"
ip address add 192.0.2.32/24 dev eth0
ip address add 2001:db8::32/64 dev eth0 nodad
ip link set eth0 up
in_site ip address add 192.0.2.53/24 dev eth0
in_site ip address add 2001:db8::53/64 dev eth0 nodad
in_site ip address add 192.0.2.54/24 dev eth0
in_site ip address add 192.0.2.80/24 dev eth0
in_site ip address add 2001:db8::80/64 dev eth0 nodad
in_site ip link set lo up
in_site ip link set eth0 up

# $1: the server's addresses; $2, $3: the addresses that its names have
dns_server() {
  local records=()
  for name in $names; do records+=("--host-record=$name.example.com,$2,$3"); done
  # Root stays root: a change of user or group would clear the signal that ends it with us.
  with_us nsenter --target="$site" --net dnsmasq --conf-file=/dev/null --keep-in-foreground --pid-file= \
    --user=root --group=root --no-resolv --no-hosts --no-poll --bind-interfaces --listen-address="$1" --local=/example.com/ "${records[@]}"
  within 10 in_site bash -c "exec 3<>/dev/tcp/${1%%,*}/53"
}
dns_server 192.0.2.53,2001:db8::53 192.0.2.80 2001:db8::80
dns_server 192.0.2.54 192.0.2.81 2001:db8::81

# $1: the view's name; $2: its resolv.conf; $3: shell text to run in the view before it is ready
view() {
  printf '%s\n' "$2" >"$state/resolv.conf.$1"
  with_us unshare --mount -- "$BASH" -euc 'state=$1 nscd=$2; mount --bind "$state/resolv.conf.$3" /etc/resolv.conf
    eval "$4"; touch "$state/ready.$3"; exec sleep infinity' view "$state" "$nscd" "$1" "$3"
  local pid=$!
  within 10 test -e "$state/ready.$1"
  echo "$1 $pid"
}
server='nameserver 192.0.2.53'
view udp "$server" ''
view udp6 'nameserver 2001:db8::53' ''
view tcp "$server
options use-vc" ''

printf 'nameserver 192.0.2.54\n' >"$state/resolv.conf.of-nscd"
cat >"$state/nscd.conf" <<'CONF'
enable-cache hosts yes
persistent hosts no
shared hosts no
enable-cache passwd no
enable-cache group no
enable-cache services no
enable-cache netgroup no
CONF
view nscd "$server" '
  mount -t tmpfs tmpfs /run && mkdir /run/nscd
  setpriv --pdeathsig KILL unshare --mount -- "$BASH" -euc "
    mount --bind $state/resolv.conf.of-nscd /etc/resolv.conf
    exec $nscd --foreground --config-file=$state/nscd.conf" &
  until [ -S /run/nscd/socket ]; do sleep 0.02; done'
echo ready
read -r _ || true
