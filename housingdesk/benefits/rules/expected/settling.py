"""Which money was for which payment due: by the days it says it is for, else by the day it came. Pure.

Housing Benefit names its days, so each part of a sum goes to the payment for these days. Universal Credit names none: a sum
belongs to the last payment due when it came, and what is over makes up for the ones before it that lack something.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from housingdesk.benefits.rules.expected.shapes import Came, Due
from housingdesk.rent.rules.words import Payer
from housingdesk.values.money import share

ROUNDING = 5
"""Pence by which a sum may differ by rounding days and months the other way."""
_EARLY = timedelta(7)
Settled = dict[int, list[Came]]


def settle(dues: Sequence[Due], came: Sequence[Came]) -> tuple[Settled, list[Came]]:
    """The money of each payment due by its place, and what belongs to none."""
    placed: Settled = {place: [] for place in range(len(dues))}
    loose = []
    for one in sorted(came, key=lambda one: one.on):
        where = _by_days(dues, one) if _names_days(dues, one) else _by_day(dues, one)
        if not where:
            loose.append(one)
            continue
        parts = share(one.pence, [weight for _, weight in where])
        for (place, _), pence in zip(where, parts, strict=True):
            if pence:
                placed[place].append(replace(one, pence=pence))
    _even_out(dues, placed)
    return placed, loose


def _names_days(dues: Sequence[Due], one: Came) -> bool:
    return one.covers_from is not None and one.covers_to is not None and bool(dues) and dues[0].payer is Payer.HB


def _by_days(dues: Sequence[Due], one: Came) -> list[tuple[int, int]]:
    """The payments whose days it is for, each with its weight: what is due for these days."""
    assert one.covers_from is not None and one.covers_to is not None
    out = []
    for place, due in enumerate(dues):
        days = (min(due.covers_to, one.covers_to) - max(due.covers_from, one.covers_from)).days
        if days > 0 and due.pence:
            out.append((place, max(1, due.pence * days // (due.covers_to - due.covers_from).days)))
    return out


def _by_day(dues: Sequence[Due], one: Came) -> list[tuple[int, int]]:
    """The last payment that was due when it came; what came before any was due is part of the first, if that is for then."""
    ready = [place for place, due in enumerate(dues) if due.pence and due.due_on - _EARLY <= one.on]
    if not ready and dues and dues[0].covers_from <= one.on and dues[0].pence:
        return [(0, 1)]
    return [(ready[-1], 1)] if ready else []


def _even_out(dues: Sequence[Due], placed: Settled) -> None:
    """What came too much for one payment makes up for what others lack, the one nearest before it first."""
    for place in range(len(dues)):
        over = sum(one.pence for one in placed[place]) - dues[place].pence
        for other in (*range(place - 1, -1, -1), *range(place + 1, len(dues))):
            if over <= 0:
                break
            lacks = dues[other].pence - sum(one.pence for one in placed[other])
            last = placed[place][-1]
            if lacks <= 0 or max(lacks, over) <= ROUNDING or (other > place and not _reaches(last, dues[other])):
                continue
            moved = min(over, lacks, last.pence)
            placed[place][-1] = replace(last, pence=last.pence - moved)
            placed[other].append(replace(last, pence=moved))
            over -= moved
        placed[place] = [one for one in placed[place] if one.pence]


def _reaches(one: Came, due: Due) -> bool:
    """Whether money may be for a later payment as well: by its days, or as it came with that one."""
    return one.covers_to is not None and (one.covers_to > due.covers_from or one.on >= due.due_on - _EARLY)

