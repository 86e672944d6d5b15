"""Reports of Bacs in XML: unpaid Direct Debits, cancelled and amended instructions, indemnity claims, input and withdrawal.

Elements and attributes as read in production code (payment-files §4.7); ours are found by name wherever they stand. A report
whose own totals differ from its lines is refused: half a report would leave money credited that came back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from housingdesk.bank.parsers.accounts import account_text
from housingdesk.bank.parsers.xml_tree import Node, read_tree
from housingdesk.bank.rules.bacs import ADVICES, RETURNS, Report, ReportLine
from housingdesk.bank.rules.words import BacsKind
from housingdesk.errors import BadFile
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.tables.amounts import read_amount
from housingdesk.values.tables.days import read_day
from housingdesk.values.tables.decoding import Wanted, check_kind, decode
from housingdesk.values.tables.refusing import refuse, warn

_WANTED = Wanted("a report of Bacs", "Fetch it again from your bureau or Bacs as XML.")
_ACCEPTING, _DETAIL = ("V", "R"), ("N", "D")


def read_report(data: bytes, name: str = "") -> Report:
    """What a report says, line by line. BadFile, by its name, when it is no report, is cut off, or differs from its totals."""
    try:
        return _read(data)
    except BadFile as error:
        raise BadFile(f"{name}: {error}" if name else str(error)) from error


def _read(data: bytes) -> Report:
    if check_kind(data, _WANTED) != "text":
        raise refuse(f"The file is a spreadsheet, not {_WANTED.what}. {_WANTED.advice}")
    decoded = decode(data, _WANTED)
    if not decoded.text.lstrip().startswith("<"):
        raise refuse(f"The file is not XML, so it is not {_WANTED.what}. {_WANTED.advice}")
    root = read_tree(decoded.text)
    there = {node.name for node in root.walk()}
    for mark, read in _READERS.items():
        if mark in there:
            return read(root)
    raise refuse(f"The XML is of another kind (“{root.name}”), not {_WANTED.what}. {_WANTED.advice}")


# Unpaid Direct Debits.
def _arudd(root: Node) -> Report:
    head, lines, stated, counted = _first(root, "Header"), list[ReportLine](), 0, 0
    for record in _named(root, "OriginatingAccountRecord"):
        items = record.all("ReturnedDebitItem")
        lines += [_returned(item, len(lines) + place) for place, item in enumerate(items, 1)]
        for totals in record.all("Totals"):
            stated += _pence(totals, "valueOf")
            counted += _count(totals, "numberOf")
    if not lines and not stated:
        raise refuse("The report has no payment that came back")
    _agree(lines, stated, counted)
    service = _first(root, "ServiceLicenseInformation")
    return Report(BacsKind.ARUDD, _day(head, "currentProcessingDate"), _said(service, "userNumber"), tuple(lines), stated)


def _returned(item: Node, number: int) -> ReportLine:
    account = item.child("PayerAccount") or Node("", {}, 0)
    code, text = _said(item, "returnCode"), _said(item, "returnDescription")
    if _said(item, "currency") not in ("", "GBP"):
        raise refuse(f"Payment {number} is in {_said(item, 'currency')}, not in pounds")
    return ReportLine(number, _reference(_said(item, "ref") or _said(account, "ref")), _said(account, "name"), code,
                      _words(text, code, RETURNS), _pence(item, "valueOf"), _day(item, "originalProcessingDate"),
                      _day(item, "originalProcessingDate"))


# Instructions cancelled, amended, taken or refused.
def _messages(root: Node) -> Report:
    head = _first(root, "MessagingHeader")
    advices = list(_named(root, "MessagingAdvice"))
    types = {_said(one, "record-type").upper() for one in advices}
    if unknown := types - {"A", *_ACCEPTING, *_DETAIL}:
        raise refuse(f"The report has lines of a type nobody knows: {', '.join(sorted(unknown)) or 'none given'}")
    if "A" in types and len(types) > 1:
        raise refuse("The report mixes changes of instructions (ADDACS) with their acceptance (AUDDIS)")
    kind = BacsKind.ADDACS if types == {"A"} or "ADDACS" in _said(head, "report-type").upper() else BacsKind.AUDDIS
    told = [one for one in advices if _said(one, "record-type").upper() not in _ACCEPTING]
    files = [one for one in advices if _said(one, "record-type").upper() in _ACCEPTING]
    lines = tuple(_message(one, number) for number, one in enumerate(told, 1))
    warnings = [warn(text) for error in _named(root, "MessagingError") if (text := _error_text(error))]
    user = _said(head, "user-number") or next((_said(one, "user-number") for one in advices), "")
    days = [day for one in advices if (day := _day(one, "effective-date") or _day(one, "processing-date")) is not None]
    if not advices:
        raise refuse("The report has no line")
    return Report(kind, _day(head, "processing-date") or min(days, default=None), user, lines, None,
                  sum(_count(one, "accepted-ddi") for one in files), sum(_count(one, "rejected-ddi") for one in files),
                  tuple(warnings))


def _message(one: Node, number: int) -> ReportLine:
    code = _said(one, "reason-code").upper()
    return ReportLine(number, _reference(_said(one, "reference")), _said(one, "payer-name"), code, _words("", code, ADVICES),
                      None, _day(one, "effective-date"), None,
                      account_text(_said(one, "payer-new-sort-code")) or "",
                      account_text(_said(one, "payer-new-account-number")) or "")


def _error_text(error: Node) -> str:
    return " ".join(text for key, text in sorted(error.attributes.items()) if key.startswith("line") and text.strip())


# Indemnity claims.
def _claims(root: Node) -> Report:
    advices, lines, stated = list(_named(root, "NewAdvices")), list[ReportLine](), 0
    on = next((day for one in advices if (day := _spelled(one, "DateOfDebit")) is not None), None)
    for advice in advices:
        claims = advice.all("DDICAdvice")
        lines += [_claim(one, len(lines) + place, _spelled(advice, "DateOfDebit") or on)
                  for place, one in enumerate(claims, 1)]
        total = advice.words("TotalValueOfDebits")
        stated += _amount(total, "the total") if total else sum(_claim(one, 1, on).pence or 0 for one in claims)
    if not lines:
        raise refuse("The report has no claim")
    _agree(lines, stated, 0)
    document = _first(root, "Document")
    return Report(BacsKind.DDICA, on, document.words("ServiceUserNumber") or "", tuple(lines), stated)


def _claim(one: Node, number: int, on: date | None) -> ReportLine:
    code = one.words("ReasonCode") or ""
    text = one.words("ReasonCodeMeaning") or (f"reason {code}" if code else "no reason given")
    collected = [day for node in one.walk() if node.name in ("DateOfDirectDebit", "DateOfDirectDebitCollection")
                 and (day := _date_of(node.text.strip(), node.name)) is not None]
    claim = one.words("DDICReference", "PayingBankReference", "ClaimNumber")
    payer = one.words("PayerName", "PayerAccountName") or ""
    return ReportLine(number, _reference(one.words("SUReference") or ""), payer, code,
                      text + (f", claim {claim}" if claim else ""), _amount(one.words("TotalAmount") or "", f"claim {number}"),
                      on, collected[0] if len(collected) == 1 else None)


# Input and withdrawal reports: what the submission came to.
def _input(root: Node) -> Report:
    return _counted(root, BacsKind.INPUT)


def _withdrawal(root: Node) -> Report:
    return _counted(root, BacsKind.WITHDRAWAL)


def _counted(root: Node, kind: BacsKind) -> Report:
    """Totals by ``Credit``/``Debit`` with numbers and values; of a report of what was taken, ``Accepted`` and ``Rejected``."""
    accepted = rejected = pence = 0
    warnings = list[Problem]()
    for totals in (node for node in root.walk() if node.name in ("Totals", "AccountTotals", "DayTotals")):
        for node in totals.walk():
            if node.name in ("DebitAccepted", "AcceptedDebit", "Debit"):
                accepted += _count(node, "numberOf")
                pence += _pence(node, "valueOf")
            elif node.name in ("DebitRejected", "RejectedDebit", "CreditRejected"):
                rejected += _count(node, "numberOf")
    warnings += [warn(text) for node in root.walk() if node.name in ("Error", "Message") and (text := " ".join(
        part for part in (node.text.strip(), *node.attributes.values()) if part))]
    about = _first(root, "SubmissionInformation")
    day = next((found for node in root.walk() for key in ("processingDate", "processingDay", "currentProcessingDate")
                if (found := _day(node, key)) is not None), None)
    return Report(kind, day, _said(about, "serviceUserNumber") or _said(about, "bureauNumber"), (), pence, accepted, rejected,
                  tuple(warnings))


_READERS: Mapping[str, Callable[[Node], Report]] = {
    "ARUDD": _arudd, "MessagingAdvices": _messages, "NewAdvices": _claims, "InputReport": _input,
    "WithdrawalReport": _withdrawal}


# Parts of it.
def _agree(lines: Sequence[ReportLine], stated: int, counted: int) -> None:
    found = sum(line.pence or 0 for line in lines)
    if found != stated:
        raise refuse(f"The report gives {format_pence(stated)} as its total, but its lines come to {format_pence(found)}. "
                     "Fetch it again")
    if counted and counted != len(lines):
        raise refuse(f"The report counts {counted:,} lines, but {len(lines):,} can be read. Fetch it again")


def _named(root: Node, name: str) -> Iterator[Node]:
    return (node for node in root.walk() if node.name == name)


def _first(root: Node, name: str) -> Node:
    return next(_named(root, name), Node("", {}, 0))


def _said(node: Node, key: str) -> str:
    return " ".join(node.attributes.get(key, "").split())


def _reference(text: str) -> str:
    return " ".join(text.upper().split())


def _words(text: str, code: str, known: Mapping[str, str]) -> str:
    """The report's own words; a meaning of ours only for a code of one character."""
    if text:
        return text[:1].upper() + text[1:].lower() if text.isupper() else text
    return known.get(code.upper(), f"reason {code}" if code else "no reason given")


def _count(node: Node, key: str) -> int:
    text = _said(node, key)
    return int(text) if text.isascii() and text.isdigit() else 0


def _pence(node: Node, key: str) -> int:
    text = _said(node, key)
    return _amount(text, f"{node.name} {_said(node, 'ref')}".strip()) if text else 0


def _amount(text: str, what: str) -> int:
    """Pence; thousands commas stand in the totals of claims."""
    try:
        return read_amount(text)
    except ValueError as error:
        raise refuse(f"The amount of {what} cannot be read: {error}") from None


def _day(node: Node, key: str) -> date | None:
    return _date_of(_said(node, key), key)


def _spelled(node: Node, name: str) -> date | None:
    return _date_of(node.words(name) or "", name)


def _date_of(text: str, what: str) -> date | None:
    if not text:
        return None
    try:
        return read_day(text[:10], "ymd")
    except ValueError:
        raise refuse(f"“{text}” is no day ({what})") from None
