# SPDX-License-Identifier: Apache-2.0
"""What the audience sees: 80 columns, colours only on a terminal (and none if NO_COLOR is set)."""
import os
import sys
import textwrap

WIDTH = 80
_COLOURED = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
# A terminal that cannot show an arrow shall show a question mark, never a Python traceback.
sys.stdout.reconfigure(errors="replace", line_buffering=True)


def title(text: str) -> None:
    print(f"\n{_paint('1', text)}\n")


def drawing(text: str) -> None:
    print(textwrap.indent(textwrap.dedent(text).strip("\n"), "   "))


def act(number: str, text: str) -> None:
    left = f"── {number}  {text} "
    print(f"\n{_paint('1', left + '─' * (WIDTH - len(left)))}")


def command(text: str, remark: str = "") -> None:
    print()
    if remark:
        print(_paint("2", f"# {remark}"))
    print(f"{_paint('2', '$')} {_paint('1', text)}")


def output(text: str) -> None:
    """As it was said, from the first column on: 80 columns of a report stay 80."""
    colours = {"DENIED ": "1;31", "AUDITED ": "33"}
    for line in text.rstrip("\n").split("\n"):
        word = next((w for w in colours if line.startswith(w)), "")
        print(_paint(colours[word], word) + line[len(word):] if word else line)


def good(text: str) -> None:
    _claim(_paint("32", "✓"), text)


def bad(text: str) -> None:
    _claim(_paint("31", "✗"), text)


def _claim(sign: str, text: str) -> None:
    for i, line in enumerate(textwrap.wrap(text, WIDTH - 4)):
        print(f"  {sign if i == 0 else ' '} {line}")


def _paint(code: str, text: str) -> str:
    return f"\033[{code}m{text}\033[0m" if _COLOURED else text
