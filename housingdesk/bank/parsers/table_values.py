"""The dates and the money of a table's entries, a column at a time, each exact or the file refused with its cell."""

import re
from collections.abc import Sequence
from datetime import date

from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.bank.parsers.table_rows import Rows
from housingdesk.values.problems import Problem
from housingdesk.values.tables.amounts import read_amount, short_of_decimals, vote_decimal
from housingdesk.values.tables.days import full_year, read_day, vote
from housingdesk.values.tables.refusing import refuse, warn

_IN_WORDS = {"cr", "c", "credit", "in", "money in", "paid in", "+", "received", "deposit"}
_OUT_WORDS = {"dr", "d", "debit", "out", "money out", "paid out", "-", "paid", "withdrawal"}
_CARD = re.compile(r"[0-9]{4}[*xX]{4,}[0-9]{4}")
_NOTHING = ("-", "--", "n/a", "N/A")


class Values:
    """Reads cells by one mapping; the order of dates and the decimal sign settle once, by vote of the whole file."""

    def __init__(self, mapping: Mapping, warnings: list[Problem]) -> None:
        self.mapping = mapping
        self.warnings = warnings
        self.order = mapping.order
        self.decimal = {"point": ".", "comma": ","}.get(mapping.decimal, "")

    def is_day(self, text: str) -> bool:
        """Whether a cell is meant as a date, even one that does not exist."""
        if not any(char.isdigit() for char in text):
            return False
        for order in ("dmy", "mdy", "ymd") if self.order == "auto" else (self.order,):
            try:
                _day(text, order)
            except ValueError as error:
                if "does not exist" in str(error) or "cannot be right" in str(error):
                    return True
            else:
                return True
        return False

    def days(self, rows: Rows) -> list[date]:
        """The date of every entry."""
        texts = rows.column(self.mapping.date)
        if self.order == "auto":
            self._vote(texts, rows.numbers)
        known: dict[str, date] = {}
        for text, number in zip(texts, rows.numbers, strict=True):
            if text not in known:
                try:
                    known[text] = _day(text, self.order)
                except ValueError as error:
                    raise refuse(str(error), number, (self.mapping.date or 0) + 1, "date") from None
        return [known[text] for text in texts]

    def _vote(self, texts: Sequence[str], numbers: Sequence[int]) -> None:
        try:
            found = vote(texts)
        except ValueError as error:
            line = next((number for text, number in zip(texts, numbers, strict=True) if f"“{text}”" in str(error)), None)
            raise refuse(str(error), line, (self.mapping.date or 0) + 1, "date") from None
        self.order = found.order
        if found.ambiguous:
            self.warnings.append(warn(
                "Every date in the file could be read day first or month first; day first is taken, as in the UK: "
                f"“{texts[0]}” is {read_day(texts[0], found.order):%d %B %Y}.", numbers[0], field="date"))

    def settle_decimal(self, rows: Rows) -> None:
        """Decimal point or comma, by the vote of every amount and balance."""
        if self.decimal:
            return
        mapping = self.mapping
        texts = {cells[index] for index in (mapping.amount, mapping.paid_in, mapping.paid_out, mapping.balance)
                 if index is not None for cells in rows.cells}
        try:
            self.decimal = vote_decimal(texts) if any("," in text for text in texts) else "."
        except ValueError as error:
            raise refuse(f"In this file {error}", field="amount") from None

    def money(self, rows: Rows, index: int | None, what: str) -> list[int | None]:
        """Hundredths of a column, None where blank; each different text is read once."""
        if index is None:
            return [None] * len(rows.cells)
        known: dict[str, int | None] = {"": None}
        texts = rows.column(index)
        for place, text in enumerate(texts):
            if text not in known:
                try:
                    known[text] = self.read_money(text, self.currency(rows.cells[place]))
                except ValueError as error:
                    raise refuse(str(error).replace("the amount", f"the {what}", 1), rows.numbers[place], index + 1,
                                 what) from None
        return [known[text] for text in texts]

    def read_money(self, text: str, currency: str | None = None) -> int | None:
        """Hundredths of one cell; None for a dash."""
        if text in _NOTHING:
            return None
        if self.mapping.whole_pence:
            if not re.fullmatch(r"[+-]?[0-9]{1,15}", text):
                raise ValueError(f"the amount “{text}” is not a number of pence")
            return int(text)
        return read_amount(text, self.decimal or ".", currency or self.mapping.currency)

    def currency(self, cells: Sequence[str]) -> str | None:
        """The currency of a row, where a column or the mapping says it."""
        index = self.mapping.currency_column
        return (cells[index].strip().upper() or None) if index is not None else self.mapping.currency

    def amounts(self, rows: Rows) -> list[int]:
        """The signed amount of every entry, money in positive."""
        mapping = self.mapping
        found = self._two_columns(rows) if mapping.amount is None else self._one_column(rows, mapping.amount)
        if mapping.fee is not None:
            fees = self.money(rows, mapping.fee, "fee")
            found = [pence - (fee or 0) for pence, fee in zip(found, fees, strict=True)]
        if mapping.cards_turned:
            found = [-pence if _CARD.search(account) else pence
                     for pence, account in zip(found, rows.column(mapping.account), strict=True)]
        return [-pence for pence in found] if mapping.turned else found

    def _one_column(self, rows: Rows, index: int) -> list[int]:
        found = []
        for pence, number in zip(self.money(rows, index, "amount"), rows.numbers, strict=True):
            if pence is None:
                raise refuse("the amount is empty", number, index + 1, "amount")
            found.append(pence)
        self._doubt_short_decimals(rows, index)
        if self.mapping.direction is None:
            return found
        return [self._directed(pence, cells, number)
                for pence, cells, number in zip(found, rows.cells, rows.numbers, strict=True)]

    def _directed(self, pence: int, cells: Sequence[str], number: int) -> int:
        index = self.mapping.direction or 0
        word = cells[index].strip().lower()
        if word in _IN_WORDS:
            return abs(pence)
        if word in _OUT_WORDS:
            return -abs(pence)
        raise refuse(f"“{cells[index].strip()}” does not say whether money came in or went out", number, index + 1,
                     "direction")

    def _two_columns(self, rows: Rows) -> list[int]:
        into = self.money(rows, self.mapping.paid_in, "money in")
        out = self.money(rows, self.mapping.paid_out, "money out")
        in_column, out_column = (self.mapping.paid_in or 0) + 1, (self.mapping.paid_out or 0) + 1
        out_sign = _sign_of_out(rows, out, out_column)
        for column in (in_column, out_column):
            self._doubt_short_decimals(rows, column - 1)
        found = []
        for paid_in, paid_out, number in zip(into, out, rows.numbers, strict=True):
            if paid_in and paid_out:
                raise refuse("the row has both money in and money out", number, out_column, "amount")
            if paid_in is None and paid_out is None:
                raise refuse("the row has neither money in nor money out", number, in_column, "amount")
            if paid_in and paid_in < 0:
                raise refuse("the money in is negative", number, in_column, "amount")
            found.append((paid_in or 0) - out_sign * (paid_out or 0))
        return found

    def _doubt_short_decimals(self, rows: Rows, index: int) -> None:
        """An amount that ends its row with fewer decimals than nearly all others may have been cut: 123.4 for 123.45."""
        if len(rows.cells[0]) != index + 1:
            return
        filled = [(text, number) for text, number in zip(rows.column(index), rows.numbers, strict=True) if text]
        texts = [text for text, _ in filled]
        self.warnings += [warn(f"the amount “{texts[place]}” has fewer decimals than usual: check that the line is "
                               "not cut off.", filled[place][1], index + 1, "amount")
                          for place in short_of_decimals(texts)]


def _sign_of_out(rows: Rows, out: Sequence[int | None], column: int) -> int:
    """Some banks write money out with a minus in its own column; all of it or none, else a sign is in doubt."""
    moved = [(pence, number) for pence, number in zip(out, rows.numbers, strict=True) if pence]
    negative = [number for pence, number in moved if pence < 0]
    if negative and len(negative) < len(moved):
        raise refuse("the money out is negative here and not in other rows", negative[0], column, "amount")
    return -1 if negative else 1


def _day(text: str, order: str) -> date:
    if order != "yymmdd":
        return read_day(text, order)
    digits = text.strip()
    if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
        raise ValueError(f"the date “{digits}” is not a date")
    try:
        return date(full_year(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        raise ValueError(f"the date “{digits}” does not exist") from None
