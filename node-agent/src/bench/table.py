# SPDX-License-Identifier: Apache-2.0
"""Turns rows (a line of JSON each, on stdin) into a table and, if asked, a JSON file.

usage: table.py ENVIRONMENT [JSON-FILE]
"""
import json
import sys

WIDTH = 66


def number(value):
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def verdict(row):
    if row["met"] is None:
        return ""
    if row["met"]:
        return "met"
    return "MISSED BY MORE THAN TWICE" if row["value"] > 2 * row["goal"] else "missed"


def environment(text):
    return {"name": f"environment: {text}", "unit": "", "value": None, "goal": None, "baseline": None, "ratio": None,
            "met": None}


def main():
    rows = [environment(sys.argv[1])] + [json.loads(line) for line in sys.stdin if line.startswith("{")]
    print(rows[0]["name"], end="\n\n")
    print(f"{'':{WIDTH}} {'value':>9} {'unit':5} {'goal':>7} {'beside':>9} {'ratio':>7}")
    for row in rows[1:]:
        print(f"{row['name']:{WIDTH}} {number(row['value']):>9} {row['unit']:5} {number(row['goal']):>7} "
              f"{number(row['baseline']):>9} {number(row['ratio']):>7} {verdict(row)}")
    with_goal = [row for row in rows if row["met"] is not None]
    missed = [row for row in with_goal if not row["met"]]
    far = [row for row in missed if row["value"] > 2 * row["goal"]]
    print(f"\n{len(with_goal) - len(missed)} of {len(with_goal)} goals met; {len(far)} missed by more than twice")
    for row in missed:
        print(f"  {'!!' if row in far else '  '} {row['name']}: {number(row['value'])} {row['unit']}, goal {number(row['goal'])}")
    if len(sys.argv) > 2:
        with open(sys.argv[2], "w", encoding="utf-8") as out:
            json.dump(rows, out, indent=1)
            out.write("\n")


main()
