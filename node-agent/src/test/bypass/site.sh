#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: site.sh STATE    the world of the bypass tests, until its standard input ends; STATE: an empty folder
#
# A box and a site joined by a veth, in network namespaces without a name; in the site a DNS server (server.py) that gives
# every name an address, on 192.0.2.53 and 2001:db8:2::53, port 53, 5300 (another DNS port) and 5353 (where NAT leads:
# port 53 of 192.0.2.54). It also stands behind a device without Ethernet headers (tun, 198.51.100.53), and inside the
# box (127.0.0.1, ::1). Behind the box is a nested namespace, as docker-in-docker makes one: its packets are forwarded by
# the box, with the box's address. Prints "box PID", "site PID" and "nested PID", to be entered by nsenter, then "ready".
# Each process here is killed by the kernel when this shell ends, and the namespaces go with them.
set -eu
here=$(dirname "$(readlink -f "$0")")
if [ "${1-}" != inside ]; then
  exec setpriv --pdeathsig KILL unshare --mount --net -- "$BASH" "$0" inside "$1"
fi
state=$2
trap '{ kill -KILL $(jobs -p); wait; } 2>/dev/null' EXIT

with_us() { setpriv --pdeathsig KILL -- "$@" >&2 & }
within() {
  local tries=$(($1 * 50)); shift
  until "$@" >/dev/null 2>&1; do
    [ $((tries -= 1)) -gt 0 ] || { echo "site.sh: waited in vain for: $*" >&2; exit 1; }
    sleep 0.02
  done
}
left_our_network() { [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }

# Daemons of the real host that libc would ask instead of the site's DNS server.
for socket in /run/nscd/socket /run/systemd/resolve/io.systemd.Resolve; do
  if [ -S "$socket" ]; then mount --bind /dev/null "$socket"; fi
done
printf 'nameserver 192.0.2.53\nnameserver 198.51.100.53\nnameserver 127.0.0.1\n' >"$state/resolv.conf"
mount --bind "$state/resolv.conf" /etc/resolv.conf

with_us unshare --net sleep infinity
site=$!
with_us unshare --net sleep infinity
nested=$!
within 10 left_our_network "$site"
within 10 left_our_network "$nested"
in_site() { nsenter --target="$site" --net "$@"; }
in_site_with_us() { setpriv --pdeathsig KILL -- nsenter --target="$site" --net "$@" >&2 & }

ip link set lo up
ip link add eth0 type veth peer name eth0 netns "$site"
# No duplicate address detection: an address is there at once.
for accept_dad in /proc/sys/net/ipv6/conf/*/accept_dad; do echo 0 2>/dev/null >"$accept_dad" || true; done
in_site "$BASH" -c 'for f in /proc/sys/net/ipv6/conf/*/accept_dad; do echo 0 >"$f" || true; done' 2>/dev/null
ip address add 192.0.2.32/24 dev eth0
ip -6 address add 2001:db8:2::32/64 dev eth0 nodad
ip link set eth0 up
in_site ip address add 192.0.2.53/24 dev eth0
in_site ip -6 address add 2001:db8:2::53/64 dev eth0 nodad
in_site ip link set lo up
in_site ip link set eth0 up

ip link add inner0 type veth peer name eth0 netns "$nested"
ip address add 10.66.0.1/24 dev inner0
ip link set inner0 up
nsenter --target="$nested" --net "$BASH" -c 'ip link set lo up; ip address add 10.66.0.2/24 dev eth0; ip link set eth0 up
  ip route add default via 10.66.0.1'
echo 1 >/proc/sys/net/ipv4/ip_forward

# TCP fast open for clients and servers, without cookies (Documentation/networking/ip-sysctl.rst).
echo 0x207 >/proc/sys/net/ipv4/tcp_fastopen
in_site "$BASH" -c 'echo 0x207 >/proc/sys/net/ipv4/tcp_fastopen'

with_us "$here/tunnel.py" "/proc/$site/ns/net"
within 10 ip link show tun0
within 10 in_site ip link show tun0
ip address add 198.51.100.32 peer 198.51.100.53 dev tun0
ip link set tun0 up
in_site ip address add 198.51.100.53 peer 198.51.100.32 dev tun0
in_site ip link set tun0 up

nft -f - <<'NFT'
table ip moved {
  chain output {
    type nat hook output priority -100;
    ip daddr 192.0.2.54 meta l4proto { udp, tcp } th dport 53 dnat to 192.0.2.53:5353
  }
}
table ip nested {
  chain postrouting {
    type nat hook postrouting priority 100;
    ip saddr 10.66.0.0/24 oifname "eth0" masquerade
  }
}
table ip ours {
  chain output {
    type filter hook output priority 0;
    tcp sport 20000-30999 tcp flags & rst == rst drop
  }
}
NFT

in_site_with_us "$here/server.py" 53 5300 5353
with_us "$here/server.py" 53
for at in 192.0.2.53/53 192.0.2.53/5300 192.0.2.54/53 198.51.100.53/53 127.0.0.1/53; do
  within 10 "$BASH" -c "exec 3<>/dev/tcp/$at"
done
within 10 "$BASH" -c 'exec 3<>/dev/tcp/2001:db8:2::53/53'
echo "box $$"
echo "site $site"
echo "nested $nested"
echo ready
read -r _ || true
