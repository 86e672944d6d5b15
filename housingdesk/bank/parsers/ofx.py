"""OFX 1 (SGML), OFX 2 (XML) and QFX, through one tolerant reader of tags: no entity is ever expanded, nothing nests.

Real bank files break the standard in every way this reader allows: one line, raw ``&``, comments, decimal commas,
empty and self-closed tags, wrong encoding labels. What it does not allow is an entry whose amount or date is not there
exactly once. Source: OFX 2.3 specification, chapters 11 (banking) and 3 (common).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from housingdesk.bank.parsers.accounts import joined_account
from housingdesk.bank.parsers.reading import Line, Reading, Statement, Status
from housingdesk.values.problems import Problem
from housingdesk.values.tables.amounts import read_amount, short_of_decimals, vote_decimal
from housingdesk.values.tables.days import read_day
from housingdesk.values.tables.refusing import refuse, warn

_TAG = re.compile(r"<(/?)([A-Za-z][\w.]*)(?:\s[^<>]*?)?(/?)>([^<]*(?:<(?!/?[A-Za-z][\w.]*[\s/>])[^<]*)*)", re.ASCII)
_LOOKS = re.compile(r"\s*(?:OFXHEADER\s*:|<\?OFX\s|<OFX[\s>]|(?:[A-Z]+:[^\n]*\n\s*)*<OFX[\s>])", re.IGNORECASE)
_ROOT = re.compile(r"<OFX[\s>]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}
_ORDERS = {"XFERINFO", "PMTINFO"}  # payments asked for, not made
_ONCE = {"TRNAMT", "DTPOSTED"}
_STATEMENTS = {"STMTRS", "CCSTMTRS"}
_OTHER = {"INVSTMTRS", "LOANSTMTRS", "AMRTSTMTRS"}
_SIGNED = {"CREDIT": 1, "DEP": 1, "DIRECTDEP": 1, "DEBIT": -1, "CHECK": -1, "PAYMENT": -1, "DIRECTDEBIT": -1, "POS": -1}


@dataclass(slots=True)
class _Entry:
    tags: dict[str, str]
    start: int
    end: int = 0
    pending: bool = False


@dataclass(slots=True)
class _Account:
    start: int
    tags: dict[str, str] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)
    closing: str | None = None
    is_bank: bool = True
    is_stated: bool = True


class _Tags:
    """Follows the tags of one file and collects accounts and entries."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.accounts: list[_Account] = []
        self.account: _Account | None = None
        self.entry: _Entry | None = None
        self.inside = ""
        self.ended = False
        self.warnings: list[Problem] = []

    def line_no(self, position: int) -> int:
        return self.text.count("\n", 0, position) + 1

    def follow(self) -> None:
        for match in _TAG.finditer(self.text):
            name = match[2].upper()
            if match[1]:
                self._close(name, match.start(), match.end())
            elif name in ("STMTTRN", "STMTTRNP"):
                self._begin(name, match.start())
            elif self.entry is not None:
                self._fill(name, match[4], match.start())
            elif not match[3]:
                self._outside(name, match[4], match.start())
        if (self.entry is not None and self.entry.tags) or not self.ended:
            raise refuse("The file is cut off: its last tag, </OFX>, is missing. Download it again",
                         self.line_no(len(self.text.rstrip())))

    def _begin(self, name: str, position: int) -> None:
        if self.entry is not None and self.entry.tags:
            self._finish(position)
        self.entry = _Entry({}, position, pending=name == "STMTTRNP")

    def _fill(self, name: str, value: str, position: int) -> None:
        assert self.entry is not None
        tags = self.entry.tags
        if name in tags:
            if name in _ONCE:
                raise refuse(f"One entry has two {name} tags", self.line_no(position), field="entry")
            return
        tags[name] = value.strip()

    def _finish(self, end: int) -> None:
        entry, self.entry = self.entry, None
        if entry is None or not entry.tags:
            return
        for name, words in (("TRNAMT", "amount"), ("DTPOSTED", "date")):
            if not entry.tags.get(name):
                raise refuse(f"An entry has no {words}", self.line_no(entry.start), field="entry")
        entry.end = end
        self._current(entry.start).entries.append(entry)

    def _current(self, position: int) -> _Account:
        if self.account is None:
            self._open(position, True)
        assert self.account is not None
        return self.account

    def _open(self, position: int, is_bank: bool, is_stated: bool = True) -> None:
        self.account = _Account(position, is_bank=is_bank, is_stated=is_stated)
        self.accounts.append(self.account)

    def _close(self, name: str, start: int, end: int) -> None:
        if name in ("STMTTRN", "STMTTRNP"):
            self._finish(end)
        elif name in _STATEMENTS or name in _OTHER:
            self._finish(start)
            self.account = None
        elif name == "OFX":
            self.ended = True
        elif name == "BANKTRANLIST":
            self._finish(start)
        elif name == self.inside:
            self.inside = ""

    def _outside(self, name: str, value: str, position: int) -> None:
        if name in _STATEMENTS or name in _OTHER:
            self._open(position, name in _STATEMENTS)
        elif name in ("BANKACCTFROM", "CCACCTFROM", "LEDGERBAL", "AVAILBAL", "INVACCTFROM"):
            self.inside = name
            if name.endswith("ACCTFROM") and (self.account is None or "ACCTID" in self.account.tags):
                self._open(position, name != "INVACCTFROM", is_stated=False)
        elif name in _ORDERS:
            self.inside = name
        elif name == "TRNAMT" and self.inside not in _ORDERS:
            raise refuse("An amount stands outside any entry", self.line_no(position), field="entry")
        elif self.account is not None:
            self._about_account(self.account, name, value.strip())

    def _about_account(self, account: _Account, name: str, value: str) -> None:
        if name == "BALAMT" and self.inside == "LEDGERBAL" and account.closing is None:
            account.closing = value
        elif name == "CURDEF" or (name in ("BANKID", "ACCTID", "BRANCHID") and self.inside.endswith("ACCTFROM")):
            account.tags.setdefault(name, value)


def looks_like(text: str) -> bool:
    """Whether the text begins with an OFX header or has the OFX tag at the start of a line."""
    return bool(_LOOKS.match(text) or (text.lstrip()[:1] == "<" and _ROOT.search(text[:20_000])))


def read(text: str) -> Reading:
    """Every bank and card account of the file; refuses what is cut off or holds no statement."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text[:100_000], re.IGNORECASE):
        raise refuse("The file declares a document type, which no bank's OFX needs; it is not opened.")
    body = _CDATA.sub(lambda match: match[1].replace("<", "&lt;"), text) if "<![CDATA[" in text else text
    body = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), body) if "<!--" in body or "<?" in body else body
    tags = _Tags(body)
    tags.follow()
    accounts = [account for account in tags.accounts if account.is_bank and (account.is_stated or account.entries)]
    if not accounts:
        raise refuse(_no_statement(tags, body))
    warnings = tags.warnings
    if not all(account.is_bank for account in tags.accounts):
        warnings.append(warn("Investment and loan accounts in the file are left out."))
    amounts = [entry.tags["TRNAMT"] for account in accounts for entry in account.entries]
    try:
        decimal = vote_decimal([*amounts, *(account.closing or "" for account in accounts)])
    except ValueError as error:
        raise refuse(f"In this file {error}", field="amount") from None
    statements = tuple(_statement(tags, account, decimal) for account in accounts)
    starts = [entry.start for account in accounts for entry in account.entries]
    warnings += [warn(f"The amount “{amounts[place]}” has fewer decimals than usual: check that the line is not cut "
                      "off.", tags.line_no(starts[place]), field="amount") for place in short_of_decimals(amounts)]
    return Reading("ofx", statements, False, (*warnings, *_doubts(statements)))


def _no_statement(tags: _Tags, body: str) -> str:
    if any(not account.is_bank for account in tags.accounts):
        return "The file holds only investment or loan accounts, no bank statement."
    message = re.search(r"<MESSAGE>([^<\n]{1,120})", body, re.IGNORECASE)
    return "The file is OFX but holds no bank statement." + (f" The bank says: “{message[1].strip()}”" if message else "")


def _statement(tags: _Tags, account: _Account, decimal: str) -> Statement:
    currency = account.tags.get("CURDEF", "").upper() or None
    lines = tuple(_lines(tags, account.entries, decimal, currency))
    closing = None
    if account.closing and account.closing.lower() not in ("null", "n/a"):
        closing = _checked_amount(tags, account.closing, decimal, currency, account.start)
    number = joined_account(account.tags.get("BANKID"), account.tags.get("ACCTID"))
    return Statement(number, currency, None, closing, None, lines)


def _lines(tags: _Tags, entries: Iterable[_Entry], decimal: str, currency: str | None) -> Iterator[Line]:
    position, line_no = 0, 1
    for entry in entries:
        line_no += tags.text.count("\n", position, entry.start)
        position = entry.start
        values = {name: _plain(value) for name, value in entry.tags.items()}
        try:
            pence = read_amount(values["TRNAMT"], decimal, currency)
            posted = values["DTPOSTED"]
            on = read_day(posted[:10] if posted[4:5] == "-" else posted[:8])
        except ValueError as error:
            raise refuse(str(error), line_no, field="entry") from None
        status: Status = "pending" if entry.pending else "booked"
        name, memo = values.get("NAME") or None, values.get("MEMO") or ""
        narrative = memo if memo.startswith(name or "") else " ".join((name or "", memo)).strip()
        reference = values.get("REFNUM") or values.get("CHECKNUM") or None
        yield Line(on, pence, narrative, name, None, reference, values.get("TRNTYPE") or None, values.get("FITID") or None,
                   None, status, tags.text[entry.start:entry.end].strip(), line_no)


def _checked_amount(tags: _Tags, text: str, decimal: str, currency: str | None, position: int) -> int:
    try:
        return read_amount(text, decimal, currency)
    except ValueError as error:
        raise refuse(f"In the closing balance {error}", tags.line_no(position), field="balance") from None


def _plain(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda match: _ENTITIES.get(match[1]) or _character(match[1][1:]), text)
    return " ".join(text.split())


def _character(number: str) -> str:
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return chr(code) if 32 <= code < 0xD800 or 0xE000 <= code < 0x110000 else " "


def _doubts(statements: Iterable[Statement]) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], int | None] = {}
    against = [line for statement in statements for line in statement.lines
               if line.pence * _SIGNED.get(line.kind or "", 0) < 0]
    for statement in statements:
        for line in statement.lines:
            key = (statement.account, statement.currency, line.bank_id, line.on, line.pence, line.narrative)
            if line.bank_id and key in seen:
                yield warn(f"This entry is the same as the one at line {seen[key]}, down to the bank's own number "
                           f"{line.bank_id}; both are counted.", line.line_no, field="entry")
            seen[key] = line.line_no
    if against:
        yield warn(f"{len(against)} entries have an amount whose sign does not fit their type; the sign is believed.",
                   against[0].line_no, field="amount")
