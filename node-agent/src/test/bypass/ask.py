#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""usage: ask.py [--server A] [--server6 A] [--mark N] [--device D] PATH=NAME...

Puts each name to the server by its path (paths.py) and prints a line each, in the order given:
  PATH NAME resolved            an answer had its address
  PATH NAME refused WHY         an errno, or NXDOMAIN
  PATH NAME silent              nothing was heard
  PATH NAME impossible WHY      the path itself does not work here: a fault of the test or of the machine
With --list it prints the paths. An older-… path (older.py) prints "opened" first and then waits for a line.
"""
import argparse
import concurrent.futures
import sys

import datagrams  # noqa: F401, each module registers its paths
import frames  # noqa: F401
import older  # noqa: F401
import paths
import raw  # noqa: F401
import streams  # noqa: F401


def outcome(target, path, name):
    try:
        return "resolved" if paths.PATHS[path](target, name) else "silent"
    except paths.Refused as refused:
        return f"refused {refused}"
    except Exception as problem:  # whatever it is, the test shall see it
        return f"impossible {type(problem).__name__}: {problem}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", default=paths.Target.address)
    parser.add_argument("--server6", default=paths.Target.address6)
    parser.add_argument("--mark", type=lambda text: int(text, 0), default=0)
    parser.add_argument("--device", default=paths.Target.device)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("questions", nargs="*")
    options = parser.parse_args()
    if options.list:
        print(*paths.PATHS, sep="\n")
        return
    target = paths.Target(options.server, options.server6, 53, options.mark, options.device)
    questions = [question.split("=", 1) for question in options.questions]
    unknown = [path for path, _ in questions if path not in paths.PATHS]
    if unknown:
        parser.error(f"no such path: {unknown}")
    # Side by side, for some wait in vain; raw ones share a port and take turns (raw.TURN).
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        outcomes = pool.map(lambda question: outcome(target, *question), questions)
        for (path, name), said in zip(questions, outcomes):
            print(path, name, said)
    sys.stdout.flush()


main()
