"""An award about to be recorded: what it pays from when, and how it stands to those recorded before. Pure."""

from collections.abc import Sequence
from datetime import date

from housingdesk.benefits.rules.claims import LARGEST_PENCE
from housingdesk.benefits.rules.words import DWP_KINDS, FUNDS, HB_KINDS, ClaimKind
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import format_date
from housingdesk.values.money import portion
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem

_MOST = LARGEST_PENCE * 5


@frozen
class AwardDraft:
    """What an office awards from ``start`` up to but not including ``end``: pence a week, of the DWP a month.

    ``rent_used_pence`` is the rent it reckoned with, ``eligible_pence`` what of it counts. ``told_on``: the day of its notice.
    """

    start: date
    pence: int
    end: date | None = None
    rent_used_pence: int | None = None
    eligible_pence: int | None = None
    to_landlord: bool = True
    told_on: date | None = None
    source: str = ""
    note: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against it by itself."""
        found = []
        if self.end is not None and self.end <= self.start:
            found.append(Problem("end", "An award ends after it begins"))
        for field, words, pence in (("pence", "An award", self.pence), ("rent_used_pence", "The rent", self.rent_used_pence),
                                    ("eligible_pence", "The rent that counts", self.eligible_pence)):
            if pence is not None and not 0 <= pence <= _MOST:
                found.append(Problem(field, f"{words} lies between nil and £50,000"))
        if self.told_on is not None and self.told_on > today:
            found.append(Problem("told_on", "The day of the notice is not in the future"))
        if self.rent_used_pence is not None and self.eligible_pence is not None and self.eligible_pence > self.rent_used_pence:
            found.append(Problem("eligible_pence", "What counts cannot be more than the rent itself"))
        for field, words, text, longest in (("source", "Where it is from", self.source, 200),
                                           ("note", "The note", self.note, 400)):
            said = line_problem(text, words, longest)
            if said:
                found.append(Problem(field, said))
        return found


@frozen
class Standing:
    """An award that is recorded already, ``start <= day < end``."""

    id: int
    start: date
    end: date | None


def clash(draft: AwardDraft, recorded: Sequence[Standing]) -> str | None:
    """Why a draft cannot stand beside what is recorded; None when it can, also where it ends the one before it."""
    for one in recorded:
        if one.end is not None and one.end <= draft.start:
            continue
        if one.start < draft.start:
            if one.end is not None and draft.end is not None and draft.end < one.end:
                return (f"The award from {format_date(one.start)} runs to {format_date(one.end)}, beyond the end of this one. "
                        "End it first")
            continue
        if draft.end is None or one.start < draft.end:
            return (f"An award from {format_date(one.start)} is recorded already. Take it out first, or let this one end "
                    "before it")
    return None


def cut(draft: AwardDraft, recorded: Sequence[Standing]) -> Standing | None:
    """The award that a draft ends on its first day."""
    return next((one for one in recorded if one.start < draft.start and (one.end is None or one.end > draft.start)), None)


def payer_of(kind: ClaimKind) -> Payer:
    """Whose money a claim brings, as the ledger names it: deductions are the tenant's own, funds another's."""
    if kind in HB_KINDS:
        return Payer.HB
    if kind in FUNDS:
        return Payer.OTHER
    return Payer.TENANT if kind is ClaimKind.TPD else Payer.UC


def by_month(kind: ClaimKind) -> bool:
    """Whether its awards are pence a month."""
    return kind in DWP_KINDS


def in_period(weekly_pence: int, kind: ClaimKind) -> int:
    """A weekly sum as an award of this kind: the DWP's × 52 ÷ 12 (UC Regs 2013 Sch 4 para 7).

    >>> in_period(10_000, ClaimKind.UC), in_period(10_000, ClaimKind.HB)
    (43333, 10000)
    """
    return portion(weekly_pence, 52, 12) if by_month(kind) else weekly_pence
