"""What stands above and below a schedule's table by its label: creditor number, payment date, period, reference, total."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from housingdesk.values.rows import frozen
from housingdesk.values.tables.amounts import read_amount
from housingdesk.values.tables.days import read_day

_DAY = (r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d\d-\d\d|"
        r"\d{1,2}(?:st|nd|rd|th)?[ \-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ \-,]+\d{2,4})")
_MONEY = r"[-−(]?£? ?(?:\d{1,3}(?:,\d{3})+|\d{1,9})\.\d\d\)?(?:-| ?(?:CR|DR)\b)?"
_NUMBER = r"(?:'?s)? *(?:account)? *(?:number|no|ref(?:erence)?|id|code)\b"
_CREDITOR = re.compile(rf"\b(?:creditor|payee|landlord|supplier|vendor){_NUMBER}"
                       r"[.: ]*([A-Z0-9][A-Z0-9/\-]{2,29})\b", re.IGNORECASE)
_REFERENCE = re.compile(rf"\b(?:schedule|remittance|payment run|run|batch|bacs|payment|cheque|warrant){_NUMBER}"
                        r"[.: ]*([A-Z0-9][A-Z0-9/\-]{1,39})\b", re.IGNORECASE)
_PAID = re.compile(r"\b(?:(?:payment|pay|paid|run|issue|bacs|credit|remittance)(?: run)? *(?:date|day)|"
                   r"date(?: of)? (?:payment|paid|issue)|"
                   rf"paid on|to be paid on|payment made on|date)\b[.: ]*(?:is|on)? *({_DAY})", re.IGNORECASE)
_PERIOD = re.compile(rf"\b(?:period|from|covering|dates?|weeks?)\b[^0-9]{{0,30}}({_DAY})\s*(?:to|-|–|until|and)\s*({_DAY})",
                     re.IGNORECASE)
_TOTAL_WORDS = r"(?:total|amount (?:paid|payable|of (?:this )?payment)|net payable|payment amount)"
_TOTAL = re.compile(rf"\b((?:[a-z/\- ]{{0,40}}\b)?{_TOTAL_WORDS}\b"
                    rf"[a-z/\-() ]{{0,40}}?)[.: ]*({_MONEY})(?!\d)", re.IGNORECASE)
_OTHER_TOTAL = re.compile(r"deduct|recover|overpa|gross|claims|records|count|transactions|weekly|sub-?\s?total|page|forward|"
                          r"before|entitle", re.IGNORECASE)


@frozen
class Labelled:
    """What the labels say; ``totals`` in the order in which they stand, pence."""

    creditor_number: str = ""
    reference: str = ""
    paid_on: date | None = None
    period: tuple[date, date] | None = None
    totals: tuple[int, ...] = ()


def read_labels(texts: Sequence[str]) -> Labelled:
    """Everything that lines outside the table say by a label; the first of each counts."""
    creditor = next((found for text in texts if (found := _word(_CREDITOR, text))), "")
    reference = next((found for text in texts if (found := _word(_REFERENCE, text))), "")
    paid = next((day for text in texts for found in _PAID.finditer(text) if (day := day_of(found[1]))), None)
    period = next((both for text in texts if (both := _period(text))), None)
    return Labelled(creditor, reference, paid, period, tuple(total for text in texts for total in _totals(text)))


def _word(pattern: re.Pattern[str], text: str) -> str:
    """What follows a label, if there is a digit in it."""
    return next((found[1] for found in pattern.finditer(text) if any(map(str.isdigit, found[1])) and not day_of(found[1])), "")


def _period(text: str) -> tuple[date, date] | None:
    found = _PERIOD.search(text)
    if not found:
        return None
    start, end = day_of(found[1]), day_of(found[2])
    return (start, end) if start and end and start <= end else None


def _totals(text: str) -> Iterator[int]:
    for found in _TOTAL.finditer(text):
        if not _OTHER_TOTAL.search(found[1]):
            pence = pence_of(found[2])
            if pence is not None:
                yield pence


def day_of(text: str) -> date | None:
    """The day in a text, day first, or None."""
    try:
        return read_day(text)
    except ValueError:
        return None


def pence_of(text: str) -> int | None:
    """The amount in a text, or None."""
    try:
        return read_amount(text)
    except ValueError:
        return None
