"""A journal in the codes of a finance system: which code, cost centre and side each line has, and what has none. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from housingdesk.reports.rules.journal import JournalLine, key_words
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen


@frozen
class Code:
    """A code of the finance system, its name there, and the cost centre that goes with it."""

    code: str
    name: str = ""
    cost_centre: str = ""


Codes = Mapping[tuple[str, str], Code]
"""By key and scheme; an empty scheme is every scheme without a code of its own."""


@frozen
class CodedLine:
    """One line of the file: pence, one of debit and credit is nil."""

    on: date
    reference: str
    code: str
    cost_centre: str
    text: str
    scheme: str
    debit: int
    credit: int


def code_for(codes: Codes, key: str, scheme: str) -> Code | None:
    """The code of a scheme, or else that of every scheme."""
    return codes.get((key, scheme)) or codes.get((key, ""))


def unmapped(lines: Iterable[JournalLine], codes: Codes) -> tuple[tuple[str, int], ...]:
    """Each key without a code, with how many lines wait for it."""
    waiting: dict[str, int] = {}
    for line in lines:
        if code_for(codes, line.key, line.scheme) is None:
            waiting[line.key] = waiting.get(line.key, 0) + 1
    return tuple(sorted(waiting.items()))


def unmapped_words(found: Iterable[tuple[str, int]]) -> str:
    """What has no code, for the screen and for the refusal."""
    names = [key_words(key) for key, _ in found]
    shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
    return f"No nominal code yet for: {shown}"


def coded(lines: Iterable[JournalLine], codes: Codes) -> tuple[CodedLine, ...]:
    """The lines of the file, those of one code, cost centre, scheme and batch together; KeyError for a key without a code."""
    sums: dict[tuple[date, str, str, str, str, str], int] = {}
    for line in lines:
        found = code_for(codes, line.key, line.scheme)
        if found is None:
            raise KeyError(line.key)
        reference = f"HD{line.sequence}" if line.sequence else f"HD{line.on:%Y%m%d}"
        place = (line.on, reference, found.code, found.cost_centre, line.title or key_words(line.key), line.scheme)
        sums[place] = sums.get(place, 0) + line.pence
    return tuple(CodedLine(*place, max(0, pence), max(0, -pence)) for place, pence in sums.items() if pence)


def overlap_words(start: date, end: date, made: Iterable[tuple[date, date, str]]) -> str:
    """That some of these days are in a journal that was written before; empty where none is."""
    again = [f"{format_date(first)} to {format_date(last)} ({by})" for first, last, by in made
             if first <= end and last >= start]
    if not again:
        return ""
    return f"Days of this journal were written before: {'; '.join(again[:3])}. Posted twice they would count twice"
