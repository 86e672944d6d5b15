"""QIF (Quicken) bank, card and cash sections. The format has no balances and no fixed date order: dates have a vote.

Lists (categories, classes, securities, prices) are passed over; an investment section is no bank statement.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from housingdesk.bank.parsers.accounts import account_text
from housingdesk.bank.parsers.reading import Detail, Line, Reading, Statement
from housingdesk.values.problems import Problem
from housingdesk.values.tables.amounts import read_amount, short_of_decimals, vote_decimal
from housingdesk.values.tables.days import Vote, is_day, read_day, vote
from housingdesk.values.tables.refusing import refuse, warn

_LOOKS = re.compile(r"^\s*!\s*(?:Type\s*:|Account|Option\s*:|Clear\s*:)", re.IGNORECASE | re.MULTILINE)
_BANKING = {"bank", "ccard", "cash", "oth a", "oth l", "otha", "othl"}
_OPENING = {"opening balance", "starting balance"}


@dataclass(slots=True)
class _Record:
    line_no: int
    parts: list[tuple[str, str, int]] = field(default_factory=list)

    def value(self, code: str) -> str | None:
        return next((value for found, value, _ in self.parts if found == code and value), None)

    def head(self) -> list[tuple[str, str]]:
        """Codes and values before the first split, whose parts may have dates of their own."""
        end = next((index for index, part in enumerate(self.parts) if part[0] == "S"), len(self.parts))
        after = [(code, value) for code, value, _ in self.parts[end:] if code != "D"]
        return [(code, value) for code, value, _ in self.parts[:end]] + after

    @property
    def raw(self) -> str:
        return "\n".join(code + value for code, value, _ in self.parts)


@dataclass(slots=True)
class _Section:
    kind: str
    account: str | None
    records: list[_Record] = field(default_factory=list)


def looks_like(text: str) -> bool:
    """Whether a section of QIF begins among the first lines."""
    return bool(_LOOKS.search(text[:20_000]))


def read(text: str) -> Reading:
    """Every banking section as the statement of its account; refuses a record without one amount and one date."""
    sections = list(_sections(text))
    for section in sections:
        _refuse_strays(section)
    banking = [section for section in sections if section.kind in _BANKING]
    if not banking:
        kinds = ", ".join(dict.fromkeys(section.kind for section in sections if section.kind not in ("", "account")))
        raise refuse(f"The file is QIF but has no bank section{f' (only {kinds})' if kinds else ''}.")
    warnings: list[Problem] = []
    if any(section.kind == "invst" for section in sections):
        warnings.append(warn("Investment accounts in the file are left out."))
    for section in banking:
        for record in section.records:
            _check(record)
    records = [record for section in banking for record in section.records]
    dates, decimal = _votes(records, warnings)
    return Reading("qif", tuple(_statements(banking, dates, decimal, warnings)), False, tuple(warnings))


def _sections(text: str) -> Iterator[_Section]:
    section = _Section("", None)
    record, account = _Record(0), None
    for line_no, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare.startswith("!"):
            _refuse_open(record, section)
            kind = _kind(bare)
            if kind:
                yield section
                section = _Section(kind, account)
            record = _Record(line_no)
        elif bare.startswith("^"):
            if section.kind == "account":
                account = record.value("N")
            if record.parts:
                section.records.append(record)
            record = _Record(line_no + 1)
        elif bare:
            record.parts.append(_part(bare, line_no))
    _refuse_open(record, section)
    yield section


def _part(line: str, line_no: int) -> tuple[str, str, int]:
    code, value = line[0].upper(), line[1:].strip()
    return code, re.sub(r"' ?([0-9])$", r"'0\1", value) if code == "D" else value, line_no


def _kind(line: str) -> str | None:
    """``bank`` of ``!Type:Bank``, ``account``; None for switches, which change nothing here."""
    word, _, rest = line[1:].strip().partition(":")
    if word.strip().lower() == "type":
        return " ".join(rest.strip().lower().split())
    return "account" if word.strip().lower() == "account" else None


def _refuse_open(record: _Record, section: _Section) -> None:
    if record.parts and section.kind in _BANKING:
        raise refuse("The last record has no end mark (^): the file is cut off. Download it again",
                     record.parts[-1][2], field="entry")


def _refuse_strays(section: _Section) -> None:
    """Payments under a heading that holds none mean that a heading is missing: they must not vanish."""
    if section.kind in _BANKING or section.kind == "invst":
        return
    for record in section.records:
        if is_day(record.value("D") or "") and re.fullmatch(r"[-+]?[0-9][0-9.,]*", record.value("T") or ""):
            raise refuse("A payment stands outside any bank section: a “!Type:” line is missing", record.line_no,
                         field="entry")


def _check(record: _Record) -> None:
    codes = [code for code, value in record.head() if value]
    for code, words in (("D", "dates"), ("T", "amounts"), ("U", "amounts"), ("P", "payees")):
        if codes.count(code) > 1:
            raise refuse(f"A record has two {words}", record.line_no, field="entry")
    if "D" not in codes:
        raise refuse("A record has no date", record.line_no, field="entry")
    if "T" not in codes and "U" not in codes:
        raise refuse("A record has no amount", record.line_no, field="entry")


def _votes(records: Sequence[_Record], warnings: list[Problem]) -> tuple[Vote, str]:
    texts = [record.value("D") or "" for record in records]
    try:
        dates = vote(texts)
    except ValueError as error:
        culprit = next((r.line_no for r in records if f"“{(r.value('D') or '').strip()}”" in str(error)), None)
        raise refuse(str(error), culprit, field="date") from None
    if dates.ambiguous:
        warnings.append(warn("Every date in the file could be read day first or month first; day first is taken, as "
                             f"in the UK: “{texts[0]}” is {read_day(texts[0], dates.order):%d %B %Y}.", field="date"))
    try:
        decimal = vote_decimal(value for record in records for code, value, _ in record.parts if code in "TU$")
    except ValueError as error:
        raise refuse(f"In this file {error}", field="amount") from None
    amounts = [record.value("T") or record.value("U") or "" for record in records]
    warnings += [warn(f"The amount “{amounts[place]}” has fewer decimals than usual: check that the line is not cut "
                      "off.", records[place].line_no, field="amount") for place in short_of_decimals(amounts)]
    return dates, decimal


def _statements(sections: Sequence[_Section], dates: Vote, decimal: str, warnings: list[Problem]) -> Iterator[Statement]:
    grouped: dict[str | None, list[_Record]] = {}
    for section in sections:
        grouped.setdefault(account_text(section.account), []).extend(section.records)
    for account, records in grouped.items():
        opening, lines = None, []
        for record in records:
            line = _line(record, dates.order, decimal, warnings)
            if _is_opening(record):
                opening = line.pence if opening is None else opening
                warnings.append(warn(f"“{line.narrative}” is taken as the balance brought forward, not as a payment.",
                                     record.line_no, field="balance"))
            else:
                lines.append(line)
        yield Statement(account, None, opening, None, None, tuple(lines))


def _is_opening(record: _Record) -> bool:
    payee = (record.value("P") or record.value("M") or "").lower()
    transfers = [value for code, value, _ in record.parts if code == "L"]
    return payee in _OPENING and (not transfers or any(value.startswith("[") for value in transfers))


def _line(record: _Record, order: str, decimal: str, warnings: list[Problem]) -> Line:
    try:
        on = read_day(record.value("D") or "", order)
        amounts = {read_amount(value, decimal) for code, value, _ in record.parts if code in ("T", "U") and value}
    except ValueError as error:
        raise refuse(str(error), record.line_no, field="entry") from None
    if len(amounts) > 1:
        raise refuse("A record gives two different amounts (T and U)", record.line_no, field="amount")
    pence = amounts.pop()
    payee, memo = record.value("P"), record.value("M") or ""
    narrative = " ".join(dict.fromkeys(" ".join(part.split()) for part in (payee, memo) if part))
    details = tuple(_splits(record, pence, decimal, warnings))
    return Line(on, pence, narrative, payee, None, record.value("N"), None, None, None, "booked", record.raw,
                record.line_no, details)


def _splits(record: _Record, pence: int, decimal: str, warnings: list[Problem]) -> Iterator[Detail]:
    category = memo = ""
    total, count = 0, 0
    for code, value, line_no in record.parts:
        if code == "S":
            category, memo = value, ""
        elif code == "E":
            memo = value
        elif code == "$" and value:
            try:
                part = read_amount(value, decimal)
            except ValueError as error:
                raise refuse(str(error), line_no, field="amount") from None
            total, count = total + part, count + 1
            yield Detail(part, narrative=" ".join(filter(None, (category, memo))))
    if count and total != pence:
        warnings.append(warn("The parts of a split record do not add up to it; the whole is taken.", record.line_no,
                             field="amount"))
