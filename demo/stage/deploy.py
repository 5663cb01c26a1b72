# SPDX-License-Identifier: Apache-2.0
"""Runs demo/deploy.sh, bare or under `firebreak run`, shows what a person would see, and reads the report."""
import json
import os
import pathlib
import re
import subprocess
import time
from dataclasses import dataclass, field

import screen
from proof import prove

DEMO = pathlib.Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Lookup:
    """One name of the report: what became of it, by which rule, and who asked (the asker first, its parents after)."""

    name: str
    verdict: str
    rule: str
    reason: str
    chain: list[str]


@dataclass(frozen=True)
class Deploy:
    """One run of deploy.sh; times by the monotonic clock, in seconds; `report` is empty without the filter."""

    exit_code: int
    output: str
    began: float
    ended: float
    report: dict = field(default_factory=dict, repr=False)

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    def lookup_millis(self) -> float:
        """How long drain-cli waited for the answer that made it stop, by its own clock."""
        told = re.search(r"\(([0-9.]+) ms\)", self.output)
        prove("drain-cli says how long it waited", told, self)
        return float(told.group(1))

    def names(self) -> set[str]:
        """All names of the report's inventory."""
        return {lookup["name"] for lookup in self.report.get("lookups", [])}

    def lookup(self, name: str, verdict: str) -> Lookup:
        """What the report (docs/schema/report.schema.json) says of `name`; it fails the demo unless `verdict` was its fate."""
        found = [lookup for lookup in self.report.get("lookups", [])
                 if (lookup["name"], lookup["verdict"]) == (name, verdict)]
        prove(f"the report has {name}, {verdict}", len(found) == 1, self.report)
        told = found[0]
        askers = [told.get("process", {}), *told["parents"]]
        return Lookup(name, verdict, told.get("rule", ""), told.get("reason", ""), [a.get("comm", "?") for a in askers])


class Deploys:
    """deploy.sh of one stage."""

    def __init__(self, firebreak: str, home: pathlib.Path) -> None:
        self._firebreak = firebreak
        self._report = home / "report.json"
        # No message in another language, no proxy of the real host.
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        self._environment = {**kept, "DATABASE_HOME": str(home), "LC_ALL": "C.UTF-8"}

    def run(self, release: str, under: str | None = None, remark: str = "", show: bool = True) -> Deploy:
        """Deploys `release`; `under` None means without the filter, else the switches of `firebreak run` besides the policy."""
        words = ["./deploy.sh", release]
        shown = words
        if under is not None:
            switches = [*under.split(), "--policy", "policy.yaml"]
            shown = ["firebreak", "run", *switches, "--", *words]
            words = [self._firebreak, "run", "--report", str(self._report), *switches, "--", *words]
        if show:
            screen.command(" ".join(shown), remark)
        self._report.unlink(missing_ok=True)
        began = time.monotonic()
        exit_code, said = self._run(words)
        ended = time.monotonic()
        if show:
            screen.output(said)
        # A run that could not start leaves the file empty.
        told = self._report.read_text() if self._report.exists() else ""
        report = json.loads(told) if told else {}
        return Deploy(exit_code, said, began, ended, report)

    def _run(self, words: list[str]) -> tuple[int, str]:
        # TERM, never KILL, whatever ends the demo: firebreak forwards it to the script and takes its filter down.
        process = subprocess.Popen(("setpriv", "--pdeathsig", "TERM", "--", *words), cwd=DEMO, env=self._environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            said = process.communicate()[0]
        except BaseException:
            process.terminate()
            process.wait()
            raise
        return process.returncode, said

    def fix_drain_cli(self) -> None:
        """What an engineer does after act 3: the tool no longer looks for its update during a deploy."""
        self._environment["DRAIN_CLI_FLAGS"] = "--no-update"
