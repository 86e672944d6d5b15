"""BAI2 cash-management files: records 01–99, continued by 88. Control totals must agree or the file is refused.

Amounts are whole numbers of the currency's minor unit; the sign is the type code's: 100–399 and 920–959 money in,
400–699 and 960–999 money out. Source: BAI Cash Management Balance Reporting Specifications, version 2.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from housingdesk.bank.parsers.accounts import account_text
from housingdesk.bank.parsers.balances import agrees, disagreement, gaps
from housingdesk.bank.parsers.reading import Line, Reading, Statement
from housingdesk.values.money import decimal_text
from housingdesk.values.problems import Problem
from housingdesk.values.tables.amounts import minor_units
from housingdesk.values.tables.days import read_day
from housingdesk.values.tables.refusing import refuse, warn

_CODES = ("01", "02", "03", "16", "49", "88", "98", "99")
_NEXT = re.compile(r"(?<=/)\s+(?=(?:01|02|03|16|49|88|98|99),)")
_CITI = re.compile(r"\b(PY|FR|BO1|BO|OB|OB3|ENDT|TRID|BI):")


@dataclass(slots=True)
class _Record:
    """One logical record: ``fields`` without its code; ``texts`` are the physical lines after the first."""

    code: str
    fields: list[str]
    line_no: int
    raw: list[str]
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Account:
    header: _Record
    currency: str | None
    on: date
    summary: list[tuple[str, int | None, str]]
    entries: list[_Record] = field(default_factory=list)
    total: int = 0


def looks_like(text: str) -> bool:
    """Whether the text begins with a file header and a group header."""
    return bool(re.match(r"\s*01,[^\n/]*/?\s+(?:88,[^\n]*\n)*\s*02,", text))


def read(text: str) -> Reading:
    """Every account of every group and day as a statement; refuses a missing trailer or a control total that differs."""
    return _Reader(list(_records(text))).read()


def _records(text: str) -> Iterator[_Record]:
    current: _Record | None = None
    for line_no, bare in _pieces(text):
        code, _, rest = bare.partition(",")
        if code not in _CODES:
            if current is None or current.code != "16" or current.raw[-1].endswith("/"):
                raise refuse(f"“{bare[:30]}” is not a BAI2 record", line_no, field="record")
            current.raw.append(bare)
            current.texts.append(bare.removesuffix("/"))
        elif code == "88" and current is not None:
            current.raw.append(bare)
            current.texts.append(rest.removesuffix("/"))
            if current.code != "16":
                current.fields += _split(rest)
        else:
            if current:
                yield current
            current = _Record(code, _split(rest) if code != "16" else rest.removesuffix("/").split(","), line_no, [bare])
    if current:
        yield current


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Physical records with their lines; some files put several on one line, each ended by a slash."""
    for line_no, line in enumerate(text.split("\n"), 1):
        for piece in _NEXT.split(line) if "/ " in line else (line,):
            if piece.strip():
                yield line_no, piece.strip()


def _split(rest: str) -> list[str]:
    return [part.strip() for part in rest.removesuffix("/").split(",")] if rest.strip("/, ") else []


class _Reader:
    """Walks the records once, holding the totals that the trailers must repeat."""

    def __init__(self, records: Sequence[_Record]) -> None:
        self.records = records
        self.warnings: list[Problem] = []
        self.statements: list[Statement] = []
        self.group: _Record | None = None
        self.account: _Account | None = None
        self.group_total = self.file_total = 0
        self.accounts = self.groups = 0
        self.interim = False

    def read(self) -> Reading:
        last = self.records[-1]
        if last.code != "99":
            raise refuse("The file trailer (record 99) is missing: the file is cut off. Download it again", last.line_no)
        steps = {"01": self._file, "02": self._group, "03": self._account, "16": self._entry, "49": self._end_account,
                 "98": self._end_group, "99": self._end_file}
        for index, record in enumerate(self.records):
            if record.code in ("01", "99") and index not in (0, len(self.records) - 1):
                raise refuse("A file header or trailer stands in the middle of the file", record.line_no)
            steps[record.code](record)
        if self.interim:
            self.warnings.insert(0, warn("This is an interim (same-day) report: a later statement repeats its lines, so "
                                         "nothing in it is posted. Download the previous-day statement."))
        self.warnings += [problem for problem in map(disagreement, self.statements) if problem]
        return Reading("bai2", tuple(self.statements), self.interim, (*self.warnings, *gaps(self.statements)))

    def _file(self, record: _Record) -> None:
        version = record.fields[-1] if record.fields else ""
        if version not in ("2", "3", ""):
            self.warnings.append(warn(f"The file says it is BAI version {version}; it is read as version 2.", 1))

    def _group(self, record: _Record) -> None:
        if self.group is not None:
            raise refuse("A group begins before the one before it ends", record.line_no)
        status = _at(record.fields, 2)
        if status in ("2", "4"):
            raise refuse("The file " + ("deletes an earlier one" if status == "2" else "is marked as a test"),
                         record.line_no)
        if status == "3":
            self.warnings.append(warn("The bank marks this part of the file as a correction of an earlier one.",
                                      record.line_no))
        self.interim = self.interim or _at(record.fields, 6) in ("1", "3")
        self.group, self.group_total, self.accounts = record, 0, 0

    def _account(self, record: _Record) -> None:
        if self.account is not None or self.group is None:
            raise refuse("An account begins outside its group or before the one before it ends", record.line_no)
        currency = _at(record.fields, 1) or _at(self.group.fields, 5) or None
        on = _day(_at(self.group.fields, 3), self.group.line_no)
        summary = list(_summary(record, currency))
        self.account = _Account(record, currency, on, summary)
        self.account.total = sum(amount for _, amount, _ in summary if amount is not None)

    def _entry(self, record: _Record) -> None:
        if self.account is None:
            raise refuse("An entry stands outside any account", record.line_no, field="entry")
        self.account.entries.append(record)
        text = _at(record.fields, 1)
        self.account.total += _money(text, self.account.currency, record.line_no) if text else 0

    def _end_account(self, record: _Record) -> None:
        if self.account is None:
            raise refuse("An account trailer stands without its account", record.line_no)
        account, self.account = self.account, None
        _check_total(record, account.total, account.currency, "account")
        self.group_total += account.total
        self.accounts += 1
        self.statements.append(_statement(account, self.warnings))

    def _end_group(self, record: _Record) -> None:
        if self.group is None or self.account is not None:
            raise refuse("A group trailer stands without its group, or an account has no trailer", record.line_no)
        _check_total(record, self.group_total, _at(self.group.fields, 5) or None, "group")
        _check_count(record, self.accounts, "accounts")
        self.file_total += self.group_total
        self.groups += 1
        self.group = None

    def _end_file(self, record: _Record) -> None:
        if self.group is not None:
            raise refuse("The file ends inside a group: it is cut off. Download it again", record.line_no)
        _check_total(record, self.file_total, None, "file")
        _check_count(record, self.groups, "groups")
        self._check_records(record)

    def _check_records(self, record: _Record) -> None:
        stated = _at(record.fields, 2)
        lines = sum(len(some.raw) for some in self.records)
        if stated.isdigit() and int(stated) not in (lines, len(self.records)):
            self.warnings.append(warn(f"The trailer counts {int(stated)} records, the file has {lines}; its sums agree.",
                                      record.line_no, field="total"))


def _at(fields: Sequence[str], index: int) -> str:
    return fields[index].strip() if index < len(fields) else ""


def _day(text: str, line_no: int) -> date:
    try:
        return read_day("/".join((text[:2], text[2:4], text[4:])) if len(text) == 6 else text, "ymd")
    except ValueError:
        raise refuse(f"The date “{text}” is not a date", line_no, field="date") from None


def _money(text: str, currency: str | None, line_no: int) -> int:
    try:
        pence = minor_units(text.strip().lstrip("+-"), currency)
    except ValueError as error:
        raise refuse(str(error), line_no, field="amount") from None
    return -pence if text.strip().startswith("-") else pence


def _summary(record: _Record, currency: str | None) -> Iterator[tuple[str, int | None, str]]:
    """Type code, amount and item count of an account header, whatever its funds types add in between."""
    fields, index = record.fields[2:], 0
    while index < len(fields):
        code = fields[index]
        if code:
            if not re.fullmatch(r"[0-9]{3}", code):
                raise refuse(f"“{code[:20]}” stands where a type code should be", record.line_no, field="record")
            text = _at(fields, index + 1)
            yield code, _money(text, currency, record.line_no) if text else None, _at(fields, index + 2)
        index += 4 + _extra(fields, index + 3) if code else 1


def _extra(fields: Sequence[str], index: int) -> int:
    funds = _at(fields, index).upper()
    if funds == "S":
        return 3
    if funds == "V":
        return 2
    if funds == "D" and _at(fields, index + 1).isdigit():
        return 1 + 2 * int(_at(fields, index + 1))
    return 0


def _check_total(record: _Record, total: int, currency: str | None, what: str) -> None:
    text = _at(record.fields, 0)
    stated = _money(text, currency, record.line_no) if text else 0
    if stated != total:
        raise refuse(f"The control total of the {what} is {text}, its records add up to {total}. Download it again",
                     record.line_no, field="total")


def _check_count(record: _Record, count: int, what: str) -> None:
    stated = _at(record.fields, 1)
    if stated.isdigit() and int(stated) != count:
        raise refuse(f"The trailer counts {int(stated)} {what}, the file has {count}. Download it again", record.line_no,
                     field="total")


def _statement(account: _Account, warnings: list[Problem]) -> Statement:
    balances = {code: amount for code, amount, _ in account.summary if amount is not None}
    lines = tuple(_line(entry, account) for entry in account.entries if _is_money(entry))
    for code, first, last in (("100", 100, 399), ("400", 400, 699)):
        _check_summary(account, lines, code, range(first, last + 1), warnings)
    opening, closing = balances.get("010"), balances.get("015")
    return Statement(account_text(_at(account.header.fields, 0)), account.currency, opening, closing,
                     agrees(opening, closing, lines), lines)


def _check_summary(account: _Account, lines: Sequence[Line], code: str, codes: range, warnings: list[Problem]) -> None:
    stated = next((amount for found, amount, _ in account.summary if found == code), None)
    total = abs(sum(line.pence for line in lines if (line.kind or "").isdigit() and int(line.kind or 0) in codes))
    if stated is not None and account.entries and stated != total:
        words = "credits" if code == "100" else "debits"
        warnings.append(warn(f"The bank sums the {words} of the account to {decimal_text(stated)}, its entries make "
                             f"{decimal_text(total)}.",
                             account.header.line_no, field="total"))


def _is_money(entry: _Record) -> bool:
    return _at(entry.fields, 0) != "890"


def _sign(code: str, line_no: int) -> int:
    number = int(code) if re.fullmatch(r"[0-9]{3}", code) else 0
    if 100 <= number <= 399 or 920 <= number <= 959:
        return 1
    if 400 <= number <= 699 or 960 <= number <= 999:
        return -1
    raise refuse(f"The type code “{code[:10]}” does not say whether money came in or went out", line_no, field="type")


def _line(entry: _Record, account: _Account) -> Line:
    code = _at(entry.fields, 0)
    pence = _sign(code, entry.line_no) * _money(_at(entry.fields, 1), account.currency, entry.line_no)
    rest = 3 + _extra(entry.fields, 2)
    bank_id, customer = _at(entry.fields, rest), _at(entry.fields, rest + 1)
    text = ",".join(entry.fields[rest + 2:]).strip()
    words = " ".join(" ".join([text, *entry.texts]).split())
    parts = dict(zip(*_citi(words), strict=True))
    sort_code = re.match(r"[0-9]{6}\b", parts.get("OB", ""))
    payer_account = (sort_code[0] if sort_code else "") + parts.get("BO", "")
    reference = parts.get("PY") or (customer if customer.strip("0") else None)
    return Line(account.on, pence, words or customer or bank_id, parts.get("BO1") or None,
                account_text(payer_account) if payer_account else None, reference, code, bank_id or None, None, "booked",
                "\n".join(entry.raw), entry.line_no)


def _citi(words: str) -> tuple[list[str], list[str]]:
    """The labelled parts of a continuation text (``BO1:`` payer, ``OB:`` sending bank, ``PY:`` reference)."""
    parts = _CITI.split(words)
    return parts[1::2], [" ".join(part.split()) for part in parts[2::2]]
