# SPDX-License-Identifier: Apache-2.0
"""The demo believes nothing that it did not see: each claim of an act is proven, or the demo fails."""

proven: list[str] = []


class Unproven(Exception):
    """An act did not show what it claims: the claim, and what was seen instead."""


def prove(claim: str, holds: object, seen: object) -> None:
    if not holds:
        raise Unproven(f"{claim}. Seen: {seen}")
    proven.append(claim)
