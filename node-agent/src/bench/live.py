# SPDX-License-Identifier: Apache-2.0
"""What a command sees that runs under the filter: lookups, a flood of datagrams, its own start.

Prints a line of JSON for each row. Runs in network and mount namespaces of its own (script/bench makes them), with
servers of its own on lo. usage: live.py FIREBREAK CLIENTS WORK ROUNDS
"""
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

FIREBREAK, CLIENTS, WORK = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
ROUNDS = int(sys.argv[4])
NAMES = 100_000  # on the list that each of the three ways holds
LOOKUPS = 200  # of each kind in a round
FLOOD_MS = 300
STARTS = 10 * ROUNDS
START_GOAL_MS = 150
ALLOWED = "a%d.allowed.test"
DENIED = "n%d.listed.test"


def row(name, unit, value, goal=None, baseline=None, comparison=None):
    met = None if goal is None else value <= goal
    ratio = None if not baseline else value / baseline
    rounded = [None if x is None else float(f"{x:.4g}") for x in (value, goal, baseline, ratio)]
    print(json.dumps(dict(zip(("name", "unit", "value", "goal", "baseline", "ratio"), [name, unit, *rounded]))
                     | {"met": met} | ({"comparison": comparison} if comparison else {})), flush=True)


def progress(text):
    print("    " + text, file=sys.stderr, flush=True)


def command(*arguments, stdin=None):
    done = subprocess.run([str(a) for a in arguments], stdout=subprocess.PIPE, stdin=stdin or subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"live.py: exit code {done.returncode}: {' '.join(map(str, arguments))}")
    return done.stdout.decode()


class Servers:
    """Three resolvers on lo: one with no list, dnsmasq with the list, unbound with the list as a response policy zone."""

    PLAIN, DNSMASQ, UNBOUND = "127.0.0.1", "127.0.0.2", "127.0.0.3"

    def __init__(self):
        self.running = []
        self.log = WORK / "servers.log"
        command("ip", "link", "set", "lo", "up")
        names = [DENIED % i for i in range(NAMES)]
        (WORK / "names.txt").write_text("".join(n + "\n" for n in names))
        (WORK / "listed.conf").write_text("".join(f"local=/{n}/\n" for n in names))
        (WORK / "zone").write_text("$TTL 60\n@ SOA localhost. root.localhost. 1 60 60 60 60\n@ NS localhost.\n"
                                   + "".join(f"{n} CNAME .\n" for n in names))
        self.dnsmasq(self.PLAIN)
        self.dnsmasq(self.DNSMASQ, f"--conf-file={WORK}/listed.conf")
        self.unbound()
        for address in (self.PLAIN, self.DNSMASQ, self.UNBOUND):
            self.await_answer(address)

    def start(self, program, *arguments):
        # A copy: AppArmor, where a distribution confines these two, does so by path, and would not let them read our files.
        own = WORK / program
        if not own.exists():
            shutil.copy(shutil.which(program), own)
        with open(self.log, "ab") as log:
            self.running.append(subprocess.Popen([str(a) for a in (own, *arguments)], stdin=subprocess.DEVNULL, stdout=log,
                                                 stderr=log))

    def dnsmasq(self, address, *more):
        # All it is asked for, it knows: any name below allowed.test and listed.test.
        self.start("dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts", "--bind-interfaces", "--user=root",
                   f"--listen-address={address}", "--port=53", "--pid-file=",
                   "--local=/allowed.test/", "--address=/allowed.test/192.0.2.1",
                   *(more or ["--conf-file=/dev/null"]))

    def unbound(self):
        (WORK / "unbound.conf").write_text(f"""
server:
  interface: {self.UNBOUND}
  access-control: 127.0.0.0/8 allow
  username: ""
  chroot: ""
  pidfile: ""
  use-syslog: no
  do-daemonize: no
  module-config: "respip validator iterator"
  local-zone: allowed.test redirect
  local-data: "allowed.test A 192.0.2.1"
rpz:
  name: rpz.
  zonefile: {WORK}/zone
remote-control:
  control-enable: no
""")
        self.start("unbound", "-d", "-c", WORK / "unbound.conf")

    def await_answer(self, address):
        end = time.monotonic() + 60
        while subprocess.run(["dig", "+short", "+tries=1", "+time=1", f"@{address}", ALLOWED % 0],
                             stdout=subprocess.PIPE).stdout.strip() != b"192.0.2.1":
            if time.monotonic() > end:
                sys.exit(f"live.py: no answer from the server on {address}; they said:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.1)

    def stop(self):
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait()


def policy():
    path = WORK / "policy.yaml"
    path.write_text("""apiVersion: firebreak.dev/v1alpha1
kind: DeployDnsPolicy
metadata: {name: bench, namespace: bench}
spec:
  mode: Enforce
  podSelector: {}
  deny:
  - name: list
    namesFrom: [{configMap: {name: names, key: names.txt}}]
""")
    return ["--policy", path, "--names-from", f"names/names.txt={WORK}/names.txt"]


def resolve_by(address):
    """Points libc at a server: this mount namespace is ours."""
    (WORK / "resolv.conf").write_text(f"nameserver {address}\n")


def own_configuration():
    (WORK / "nsswitch.conf").write_text("hosts: files dns\n")
    resolve_by(Servers.PLAIN)
    for file in ("resolv.conf", "nsswitch.conf"):
        command("mount", "--bind", WORK / file, Path("/etc") / file)


def lookups(servers):
    """By library: allowed and denied nanoseconds of each way, gathered in rounds side by side."""
    ways = {"firebreak": (servers.PLAIN, [FIREBREAK, "run", "--quiet", *policy(), "--"]),
            "dnsmasq": (servers.DNSMASQ, []), "unbound": (servers.UNBOUND, [])}
    for library in ("glibc", "musl"):
        spent = {way: ([], []) for way in ways}
        progress(f"lookups by {library}: {ROUNDS} rounds of {LOOKUPS} allowed and as many denied, three ways")
        for _ in range(ROUNDS):
            for way, (address, prefix) in random.sample(sorted(ways.items()), len(ways)):
                resolve_by(address)
                lines = command(*prefix, CLIENTS / f"ask-{library}", LOOKUPS, ALLOWED, DENIED).splitlines()
                for kind in (0, 1):
                    spent[way][kind].extend(int(x) / 1e3 for x in lines[kind].split())
        tell_lookups(library, spent)


def percentile(values, percent):
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def tell_lookups(library, spent):
    for percent in (50, 99):
        at = {way: [percentile(kind, percent) for kind in kinds] for way, kinds in spent.items()}
        allowed, denied = at["firebreak"]
        row(f"lookup, {library}, P{percent}: denied by firebreak", "us", denied, allowed, allowed,
            "an allowed lookup under the filter, over a local dnsmasq")
        for way, what in (("dnsmasq", "dnsmasq's own list"), ("unbound", "unbound's response policy zone")):
            row(f"lookup, {library}, P{percent}: denied by {what}", "us", at[way][1], None, denied, "denied by firebreak")
        row(f"lookup, {library}, P{percent}: allowed, under the filter", "us", allowed, None, at["dnsmasq"][0],
            "allowed, without the filter")


def flood():
    progress(f"a flood of datagrams, with and without the filter: {ROUNDS} rounds")
    for kind, name in (("data", "UDP datagrams that are not DNS"), ("questions", "DNS questions, each another")):
        rates = {True: [], False: []}
        for i in range(ROUNDS):
            for filtered in (i % 2 == 0, i % 2 == 1):
                prefix = [FIREBREAK, "run", "--quiet", *policy(), "--"] if filtered else []
                rates[filtered].append(float(command(*prefix, CLIENTS / "flood", FLOOD_MS, kind)))
        row(f"flood: {name}, under the filter", "1/s", statistics.median(rates[True]), None,
            statistics.median(rates[False]), "without the filter")


def control():
    """Milliseconds of some work that is always the same: more where the processor serves somebody else, too (see trials.h)."""
    began = time.perf_counter()
    sorted(str(i * 7919 % 30011) for i in range(30_000))
    return (time.perf_counter() - began) * 1e3


def starts():
    progress(f"{STARTS} starts")
    spent, plain, controls = [], [], [control()]
    for _ in range(STARTS):
        for prefix, times in (([FIREBREAK, "run", "--quiet", "--deny", "frontend.example.com", "--"], spent), ([], plain)):
            began = time.perf_counter()
            command(*prefix, "/bin/true")
            times.append((time.perf_counter() - began) * 1e3)
        controls.append(control())
    slower = [max(pair) for pair in zip(controls, controls[1:])]
    limit = statistics.quantiles(slower, n=20, method="inclusive")[0] * 1.12
    undisturbed = [time for time, control in zip(spent, slower) if control <= limit]
    base = statistics.median(plain)
    row("start: firebreak run -- true, over true", "ms", statistics.median(undisturbed) - base, START_GOAL_MS, base,
        "true by itself")
    row("start: firebreak run -- true, over true, all trials", "ms", statistics.median(spent) - base)


def main():
    own_configuration()
    servers = Servers()
    try:
        lookups(servers)
        flood()
        starts()
    finally:
        servers.stop()


main()
