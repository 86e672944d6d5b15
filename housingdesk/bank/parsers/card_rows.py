"""One row of a card settlement report by the roles of its columns: what was paid, the fee, what is left."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from housingdesk.values.money import format_pence
from housingdesk.values.tables.amounts import read_amount
from housingdesk.values.tables.days import read_day, vote
from housingdesk.values.tables.refusing import refuse
from housingdesk.values.text import one_line

REFERENCE, NAME, DATE, GROSS, FEE, NET = "reference", "name", "date", "gross", "fee", "net"
SETTLEMENT, WAY, STATUS = "settlement", "way", "status"
AMOUNTS = (GROSS, FEE, NET)
_NOT_PAID = re.compile(r"declin|fail|refus|reject|cancel|void|error|pending|expired|abandon", re.IGNORECASE)
_REFUND = re.compile(r"refund|chargeback|reversal", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:grand |sub-?)?totals?\b", re.IGNORECASE)


class CardRow(NamedTuple):
    """A row as read, pence; ``gross`` less ``fee`` is what the bank gets.

    ``total``: a row of totals; ``refused``: the card company did not pay it.
    """

    number: int
    reference: str
    name: str
    way: str
    paid_on: date
    gross: int
    fee: int
    settlement: str
    raw: str
    total: bool
    refused: bool
    amounts: tuple[int | None, int | None, int | None]

    def amount(self, role: str) -> int | None:
        """What the row gives in a column of amounts."""
        return self.amounts[AMOUNTS.index(role)]


class Cells:
    """How the rows of one report are read: which column is what, and in which order its days are written."""

    def __init__(self, roles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._places = {role: place for place, role in enumerate(roles) if role}
        texts = [text for row in rows if (text := self._text(row, DATE)) and text[0].isdigit()]
        try:
            self._order = vote(texts).order if texts else "dmy"
        except ValueError:
            self._order = "dmy"  # the row that does not fit is named where it is read

    def _text(self, row: Sequence[str], role: str) -> str:
        place = self._places.get(role)
        return one_line(row[place]) if place is not None and place < len(row) else ""

    def row(self, number: int, row: Sequence[str], raw: str) -> CardRow:
        """A row; refused, by its number, when it cannot be read or does not agree with itself."""
        try:
            return self._row(number, row, raw)
        except ValueError as error:
            words = str(error)
            raise refuse(f"{words[:1].upper()}{words[1:]}", number) from None

    def _row(self, number: int, row: Sequence[str], raw: str) -> CardRow:
        amounts = tuple(self._pence(row, role) for role in AMOUNTS)
        said = " ".join(self._text(row, role) for role in (STATUS, WAY))
        dated = any(map(str.isdigit, self._text(row, DATE)))
        total = not dated and any(one is not None for one in amounts) and (
            not self._text(row, REFERENCE) or _TOTAL.search(" ".join(row)) is not None)
        status = self._text(row, STATUS)
        refused = bool(status) and _NOT_PAID.search(status) is not None
        gross, fee = (0, 0) if total or refused else _sums(*amounts, refund=_REFUND.search(said) is not None)
        paid_on = date.min if total or refused else read_day(self._text(row, DATE), self._order)
        return CardRow(number, self._text(row, REFERENCE), self._text(row, NAME), self._text(row, WAY), paid_on, gross, fee,
                       self._text(row, SETTLEMENT), raw, total, refused, (amounts[0], amounts[1], amounts[2]))

    def _pence(self, row: Sequence[str], role: str) -> int | None:
        text = self._text(row, role)
        return read_amount(text) if text and text not in ("-", "–") else None


def _sums(gross: int | None, fee: int | None, net: int | None, *, refund: bool) -> tuple[int, int]:
    """What was paid and what was kept of it. Fees are written with or without a minus; a refund's amount likewise.

    >>> _sums(10_000, 150, 9_850, refund=False), _sums(None, -150, 9_850, refund=False), _sums(5_000, None, None, refund=True)
    ((10000, 150), (10000, 150), (-5000, 0))
    """
    if gross is None and net is None:
        raise ValueError("it has no amount")
    if refund:
        gross, net = (None if one is None else -abs(one) for one in (gross, net))
    if gross is None:
        kept = abs(fee or 0)
        return (net or 0) + kept, kept
    if net is None:
        return gross, abs(fee or 0)
    kept = gross - net
    if fee is not None and abs(fee) != abs(kept):
        raise ValueError(f"{format_pence(gross)} less a fee of {format_pence(abs(fee))} is {format_pence(gross - abs(fee))}, "
                         f"but the report says {format_pence(net)}")
    return gross, kept
