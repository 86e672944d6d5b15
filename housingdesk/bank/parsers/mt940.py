"""SWIFT MT940 statements and MT942 interim reports, tolerant of what banks really send.

``C`` and ``RD`` (a reversed debit) are money in, ``D`` and ``RC`` money out. Field layout: SWIFT User Handbook,
Category 9. What a payment is about is read in ``mt940_details``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from housingdesk.bank.parsers.accounts import account_text
from housingdesk.bank.parsers.balances import agrees, disagreement, gaps
from housingdesk.bank.parsers.mt940_details import Details, details
from housingdesk.bank.parsers.reading import Line, Reading, Statement, Status
from housingdesk.values.money import decimal_text
from housingdesk.values.problems import Problem
from housingdesk.values.tables.amounts import hundredths
from housingdesk.values.tables.days import full_year
from housingdesk.values.tables.refusing import refuse, warn

_TAG = re.compile(r"\s*:(\d\d[A-Z]?|NS):(.*)")
_LOOKS = re.compile(r"^\s*(?:\{4:)?\s*:(?:20|25|28C?|60[FM]|61):", re.MULTILINE)
_ENTRY = re.compile(r"(\d{6})(\d{4}|[ ]{4})?\s*(R[CD]|E[CD]|[CD])([A-Z])?\s*(\d[\d.,]*)(.*)", re.ASCII)
_BALANCE = re.compile(r"(R?[CD])(?:.{0,6}?([A-Z]{3})\s*|\d{6})(\d[\d.,]*|,\d+)\s*", re.ASCII)
_TOTAL = re.compile(r"(\d{1,5})([A-Z]{3})(\d[\d.,]*)", re.ASCII)
_SIGN = {"C": 1, "RD": 1, "EC": 1, "D": -1, "RC": -1, "ED": -1}


@dataclass(slots=True)
class _Field:
    tag: str
    lines: list[str]
    line_no: int


@dataclass(slots=True)
class _Block:
    """One message: the fields between one :20: and the next."""

    line_no: int
    fields: list[_Field] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)

    def add(self, item: _Field) -> None:
        self.fields.append(item)
        self.tags.add(item.tag)

    @property
    def is_interim(self) -> bool:
        return not self.tags & {"60F", "60M", "62F", "62M"} and bool(self.tags & {"34F", "13", "13D", "90C", "90D"})


def looks_like(text: str) -> bool:
    """Whether the text is made of SWIFT statement fields."""
    return len(_LOOKS.findall(text[:200_000])) >= 2


def read(text: str) -> Reading:
    """Every message of the file as a statement of its own; refuses what is cut off or cannot be read exactly."""
    warnings: list[Problem] = []
    statements: list[Statement] = []
    blocks = [block for block in _blocks(text) if block.tags & {"60F", "60M", "61", "62F", "62M", "34F"}]
    if not blocks:
        raise refuse("The file has SWIFT fields but no statement: no balance and no entry in it.")
    for block in blocks:
        statements.append(_statement(block, warnings))
    interim = [block for block in blocks if block.is_interim]
    if interim:
        warnings.insert(0, warn("This is an interim report (MT942): a later statement repeats its lines, so nothing in it "
                                "is posted. Download the end-of-day statement (MT940).", interim[0].line_no))
    warnings += [problem for problem in map(disagreement, statements) if problem]
    return Reading("mt942" if interim else "mt940", tuple(statements), bool(interim), tuple(warnings + gaps(statements)))


def _blocks(text: str) -> Iterator[_Block]:
    block = _Block(1)
    for item in _fields(text):
        again = item.tag in ("25", "28", "28C", "60F", "60M") and (item.tag in block.tags or block.tags & {"62F", "62M"})
        if item.tag == "20" or again:
            yield block
            block = _Block(item.line_no)
        block.add(item)
    yield block


def _fields(text: str) -> Iterator[_Field]:
    current: _Field | None = None
    for line_no, line in enumerate(text.split("\n"), 1):
        if line.startswith(("{", "$")) and "{4:" in line:
            current, line = None, line.partition("{4:")[2]
        bare = line.strip()
        match = _TAG.match(line) if ":" in line else None
        if match:
            if current:
                yield current
            current = _Field(match[1], [match[2].rstrip()], line_no)
        elif bare.startswith("-}") or bare in ("-", "-\x03"):
            if current:
                yield current
            current = None
        elif current and bare:
            current.lines.append(line.rstrip())
    if current:
        yield current


def _statement(block: _Block, warnings: list[Problem]) -> Statement:
    opening, currency = _balance(block, ("60F", "60M"), warnings)
    closing, closing_currency = _balance(block, ("62F", "62M"), warnings)
    if block.tags & {"60F", "60M"} and not block.tags & {"62F", "62M"}:
        raise refuse("A statement begins but has no closing balance: the file is cut off. Download it again",
                     block.line_no)
    if not block.tags & {"60F", "60M"} and not block.is_interim:
        warnings.append(warn("A statement has no opening balance, so nothing proves that it is whole.", block.line_no))
    if currency and closing_currency and currency != closing_currency:
        raise refuse(f"A statement opens in {currency} and closes in {closing_currency}", block.line_no)
    _refuse_entries_after_closing(block)
    currency = currency or closing_currency or _currency_of_floor(block)
    lines = tuple(_lines(block, warnings))
    _check_totals(block, lines)
    account = next((_account("".join(item.lines), currency) for item in block.fields if item.tag == "25"), None)
    return Statement(account, currency, opening, closing, agrees(opening, closing, lines), lines)


def _balance(block: _Block, tags: tuple[str, str], warnings: list[Problem]) -> tuple[int | None, str | None]:
    found = [(item, "".join(item.lines).strip()) for item in block.fields if item.tag in tags]
    if not found:
        return None, None
    item, text = found[0]
    if any(other != text for _, other in found):
        raise refuse("A statement has two different balances in one place", found[1][0].line_no)
    match = _BALANCE.fullmatch(text)
    if not match:
        if re.search("null|^$", text, re.IGNORECASE):
            warnings.append(warn(f"The balance “{text}” is empty, so nothing proves that the statement is whole.",
                                 item.line_no))
            return None, None
        raise refuse(f"The balance “{text[:40]}” cannot be read", item.line_no, field="balance")
    pence = _amount(match[3], item.line_no)
    return (pence if match[1] in ("C", "RD") else -pence), match[2]


def _account(text: str, currency: str | None) -> str | None:
    """Some banks write the currency behind the number."""
    bare = text.strip()
    return account_text(bare.removesuffix(currency).rstrip("/") if currency and len(bare) > 8 else bare)


def _refuse_entries_after_closing(block: _Block) -> None:
    closed = False
    for item in block.fields:
        closed = closed or item.tag in ("62F", "62M")
        if closed and item.tag == "61":
            raise refuse("An entry stands after the closing balance", item.line_no, field="entry")


def _currency_of_floor(block: _Block) -> str | None:
    for item in block.fields:
        if item.tag in ("34F", "90C", "90D") and (match := re.match(r"\d{0,5}([A-Z]{3})", item.lines[0].strip())):
            return match[1]
    return None


def _lines(block: _Block, warnings: list[Problem]) -> Iterator[Line]:
    for index, item in enumerate(block.fields):
        if item.tag != "61":
            continue
        after: list[_Field] = []
        while (place := index + 1 + len(after)) < len(block.fields) and block.fields[place].tag in ("86", "NS"):
            after.append(block.fields[place])
        yield _line(item, after, warnings)


def _line(item: _Field, after: Sequence[_Field], warnings: list[Problem]) -> Line:
    match = _ENTRY.fullmatch(item.lines[0].strip())
    if not match:
        raise refuse(f"The entry “{item.lines[0].strip()[:50]}” cannot be read", item.line_no, field="entry")
    if not match[6].strip():
        raise refuse("The entry ends after its amount: it is cut off", item.line_no, field="entry")
    pence = _SIGN[match[3]] * _amount(match[5], item.line_no)
    about = details(match[6], item.lines[1:], [line for extra in after if extra.tag == "86" for line in extra.lines])
    status: Status = "pending" if match[3][0] == "E" else "booked"
    raw = "\n".join(f":{part.tag}:" + "\n".join(part.lines) for part in (item, *after))
    return _built(_booked_on(match[1], match[2], item.line_no, warnings), pence, about, status, raw, item.line_no)


def _built(on: date, pence: int, about: Details, status: Status, raw: str, line_no: int) -> Line:
    return Line(on, pence, about.narrative, about.payer, account_text(about.payer_account), about.reference, about.kind,
                about.bank_id, None, status, raw, line_no)


def _amount(text: str, line_no: int) -> int:
    plain = text.replace(",", ".")
    if plain.count(".") > 1:
        whole, _, rest = text.rpartition(",")
        groups = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", whole)
        if not groups:
            raise refuse(f"The amount “{text}” is not an amount of money", line_no, field="amount")
        plain = whole.replace(".", "") + "." + rest
    try:
        return hundredths(plain)
    except ValueError as error:
        raise refuse(str(error), line_no, field="amount") from None


def _booked_on(value: str, entry: str | None, line_no: int, warnings: list[Problem]) -> date:
    """The booking date; 30 February of banks that count 30-day months becomes the month's last day, and is said."""
    year, month, day = full_year(value[:2]), int(value[2:4]), int(value[4:6])
    booked = (entry or "").strip()
    if booked and (found := _nearest(year, month, int(booked[:2]), int(booked[2:]))):
        return found
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if month == 2 and day in (29, 30):
        warnings.append(warn(f"The date “{value}” does not exist; the last day of February is taken.", line_no, field="date"))
        return date(year, 3, 1) - timedelta(days=1)
    raise refuse(f"The date “{value}” does not exist", line_no, field="date")


def _nearest(value_year: int, value_month: int, month: int, day: int) -> date | None:
    """The entry date has no year: a December value date booked in January belongs to the next one, and back."""
    year = value_year + (value_month == 12 and month == 1) - (value_month == 1 and month == 12)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _check_totals(block: _Block, lines: Sequence[Line]) -> None:
    for item in block.fields:
        match = _TOTAL.fullmatch("".join(item.lines).strip()) if item.tag in ("90C", "90D") else None
        if not match:
            continue
        chosen = [line.pence for line in lines if (line.pence > 0) == (item.tag == "90C") and line.pence]
        total, stated = abs(sum(chosen)), _amount(match[3], item.line_no)
        if total != stated or len(chosen) != int(match[1]):
            raise refuse(f"The bank counts {int(match[1])} entries of {decimal_text(stated)} here, the file holds "
                         f"{len(chosen)} of {decimal_text(total)}. Download it again", item.line_no, field="total")
