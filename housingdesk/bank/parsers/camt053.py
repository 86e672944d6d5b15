"""ISO 20022 account statements: camt.053, and camt.052 and camt.054 as the interim views they are.

The amount of an entry is its own direct child; the credit/debit indicator already includes a reversal. A batch entry is
one line; its details feed matching and must sum to it. Balances are chosen by type, never by position.
Source: ISO 20022 message definitions camt.052/053/054, versions 01 to 14.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from housingdesk.bank.parsers.accounts import account_text, joined_account
from housingdesk.bank.parsers.balances import agrees, disagreement, gaps
from housingdesk.bank.parsers.camt_details import entry_details, entry_words
from housingdesk.bank.parsers.reading import Line, Reading, Statement, Status
from housingdesk.bank.parsers.xml_tree import Node, read_tree
from housingdesk.values.money import decimal_text
from housingdesk.values.problems import Problem
from housingdesk.values.tables.amounts import hundredths
from housingdesk.values.tables.days import read_day
from housingdesk.values.tables.refusing import refuse, warn

_KINDS = {"Stmt": "camt.053", "Rpt": "camt.052", "Ntfctn": "camt.054"}
_INTERIM = {
    "camt.052": "This is an interim report (camt.052): a later statement repeats its lines, so nothing in it is posted. "
                "Download the end-of-day statement (camt.053).",
    "camt.054": "This is a credit or debit notification (camt.054), not a statement: the statement repeats its lines, so "
                "nothing in it is posted. Download the statement (camt.053).",
}
_OTHER_XML = (("BACSDocument", "is a Bacs report"), ("VocaDocument", "is a Bacs report"),
              ("CstmrCdtTrfInitn", "is a payment file to send to the bank (pain.001)"),
              ("CstmrDrctDbtInitn", "is a direct debit file to send to the bank (pain.008)"),
              ("CstmrPmtStsRpt", "is a payment status report (pain.002)"), ("svg", "is a picture"), ("html", "is a web page"))
_ENTRY_START = re.compile(r"<(?:[\w.\-]+:)?Ntry[\s>]")
_ENTRY_TEXT = re.compile(r"<(?:[\w.\-]+:)?Ntry[\s>].*?</(?:[\w.\-]+:)?Ntry\s*>", re.DOTALL)


def looks_like(text: str) -> bool:
    """Whether the text is XML of any kind (OFX is asked before)."""
    return bool(re.match(r"\s*<(?:\?xml|!DOCTYPE|!--|!ENTITY|[A-Za-z_][\w.\-:]*[\s>/])", text))


def read(text: str) -> Reading:
    """Every statement, report or notification in the file, one per account and currency."""
    root = read_tree(text)
    blocks = [node for box in (root, *root.children, *(part for box in root.children for part in box.children))
              for node in box.children if node.name in _KINDS and node.child("Acct")]
    if not blocks:
        raise refuse(_not_a_statement(root))
    format = _KINDS[blocks[0].name]
    warnings: list[Problem] = []
    if format in _INTERIM:
        warnings.append(warn(_INTERIM[format], blocks[0].line))
    raw = _ENTRY_TEXT.findall(text)
    entries = sum(len(block.all("Ntry")) for block in blocks)
    if len(_ENTRY_START.findall(text)) != entries:
        raise refuse("An entry stands outside a statement or inside another entry, so the file is damaged")
    texts = iter(raw if len(raw) == entries else [""] * entries)
    statements = [statement for block in blocks for statement in _statements(block, texts, warnings)]
    warnings += [problem for problem in map(disagreement, statements) if problem]
    return Reading(format, tuple(statements), format in _INTERIM, tuple(warnings + gaps(statements)))


def _not_a_statement(root: Node) -> str:
    for node in root.walk():
        for name, words in _OTHER_XML:
            if node.name == name:
                return f"The file {words}, not a bank statement."
    if any(node.name in ("BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn") for node in root.walk()):
        return "The file is camt but holds no statement of an account."
    return f"The file is XML (“{root.name[:40]}”) but not a bank statement known here."


def _statements(block: Node, texts: Iterable[str], warnings: list[Problem]) -> list[Statement]:
    account = _account(block)
    currency = block.words("Acct/Ccy") or next((amount.attributes["Ccy"] for bal in block.all("Bal")
                                                if (amount := bal.child("Amt")) and "Ccy" in amount.attributes), None)
    by_currency: dict[str | None, list[Line]] = {currency: []}
    for node, raw in zip(block.all("Ntry"), texts, strict=False):
        line, own = _line(node, raw, warnings)
        if line:
            by_currency.setdefault(own or currency, []).append(line)
    if None in by_currency and len(by_currency) > 1:
        by_currency[next(filter(None, by_currency))][:0] = by_currency.pop(None)
    _check_totals(block, [line for lines in by_currency.values() for line in lines])
    if block.words("StmtPgntn/LastPgInd", "RptPgntn/LastPgInd") == "false":
        warnings.append(warn("This is not the last page of the statement; the other pages are in other files.", block.line))
    return [_statement(block, account, own, lines, warnings) for own, lines in by_currency.items()]


def _statement(block: Node, account: str | None, currency: str | None, lines: list[Line],
               warnings: list[Problem]) -> Statement:
    opening = _balance(block, ("OPBD", "PRCD"), currency, False, warnings)
    closing = _balance(block, ("CLBD",), currency, True, warnings)
    return Statement(account, currency, opening, closing, agrees(opening, closing, lines), tuple(lines))


def _account(block: Node) -> str | None:
    number = block.words("Acct/Id/IBAN", "Acct/Id/BBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id", "Acct/Id/UPIC")
    member = block.words("Acct/Svcr/FinInstnId/ClrSysMmbId/MmbId", "Acct/Svcr/FinInstnId/ClrSysMmbId/Id")
    return joined_account(member, number) if number else account_text(member)


def _balance(block: Node, types: Sequence[str], currency: str | None, last: bool, warnings: list[Problem]) -> int | None:
    """The booked balance of the first type that is there; of several days the first opening or the last closing."""
    for wanted in types:
        found: list[tuple[str, int]] = []
        for bal in block.all("Bal"):
            amount = bal.child("Amt")
            if amount is None or bal.words("Tp/CdOrPrtry/Cd", "Tp/Cd", "Tp/CdOrPrtry/Prtry") != wanted:
                continue
            if currency and amount.attributes.get("Ccy", currency) != currency:
                continue
            found.append((bal.words("Dt/Dt", "Dt/DtTm") or "", _signed(bal, bal.line or block.line)))
        if found:
            edge = max(found)[0] if last else min(found)[0]
            values = {pence for day, pence in found if day == edge}
            if len(values) > 1:
                warnings.append(warn(f"The statement gives two different balances of type {wanted}.", block.line,
                                     field="balance"))
                return None
            return values.pop()
    return None


def _signed(node: Node, line_no: int) -> int:
    amounts = node.all("Amt")
    if len(amounts) != 1 or not amounts[0].text.strip():
        raise refuse("An entry or balance does not have one amount" if len(amounts) > 1 else
                     "An entry or balance has no amount", line_no, field="amount")
    text = amounts[0].text.strip()
    if not re.fullmatch(r"[+-]?[0-9]*\.?[0-9]+|[+-]?[0-9]+\.", text):
        raise refuse(f"The amount “{text[:40]}” is not an amount of money", line_no, field="amount")
    indicators = {(part.text or "").strip().upper() for part in node.all("CdtDbtInd")}
    if indicators not in ({"CRDT"}, {"DBIT"}):
        raise refuse("An entry or balance does not say whether it is a credit or a debit", line_no, field="amount")
    try:
        pence = hundredths(text.lstrip("+-"))
    except ValueError as error:
        raise refuse(str(error), line_no, field="amount") from None
    return pence * (-1 if text.startswith("-") else 1) * (1 if indicators == {"CRDT"} else -1)


def _line(node: Node, raw: str, warnings: list[Problem]) -> tuple[Line | None, str | None]:
    pence = _signed(node, node.line)
    amount = node.child("Amt")
    currency = amount.attributes.get("Ccy") if amount else None
    state = (node.words("Sts/Cd", "Sts/Prtry", "Sts") or "").upper()
    if not state:
        warnings.append(warn("The entry does not say whether it is booked; it is taken as booked.", node.line))
    if state == "INFO":
        warnings.append(warn("An entry that the bank gives only for information is left out.", node.line))
        return None, currency
    status: Status = "pending" if state in ("PDNG", "FUTR") else "booked"
    on = _booked_on(node)
    details = entry_details(node, currency, warnings)
    words = entry_words(node, pence)
    bank_id = node.words("AcctSvcrRef", "NtryRef")
    return Line(on, pence, words.narrative, words.payer, words.payer_account, words.reference, words.kind, bank_id, None,
                status, raw, node.line, details), currency


def _booked_on(node: Node) -> date:
    text = node.words("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    if text is None:
        raise refuse("An entry has no date", node.line, field="date")
    try:
        return read_day(text[:10], "ymd")
    except ValueError as error:
        raise refuse(str(error), node.line, field="date") from None


def _check_totals(block: Node, lines: Sequence[Line]) -> None:
    """The bank's own count and sum of credits and of debits; pending entries are counted by some banks and not by others."""
    for name, sign in (("TtlCdtNtries", 1), ("TtlDbtNtries", -1)):
        node = block.child(f"TxsSummry/{name}")
        if node is None:
            continue
        count, total = node.words("NbOfNtries"), node.words("Sum")
        chosen = [line for line in lines if line.pence * sign > 0]
        booked = [line for line in chosen if line.status == "booked"]
        if not any(_fits(some, count, total) for some in (chosen, booked)):
            raise refuse(f"The bank counts {count or 'its'} {'credits' if sign > 0 else 'debits'}"
                         f"{f' of {total}' if total else ''} in this statement, the file holds {len(chosen)} of "
                         f"{decimal_text(abs(sum(line.pence for line in chosen)))}. Download it again", block.line,
                         field="total")


def _fits(lines: Sequence[Line], count: str | None, total: str | None) -> bool:
    if count is not None and count.isdigit() and int(count) != len(lines):
        return False
    if total is None or not re.fullmatch(r"[0-9]+(?:\.[0-9]*)?", total):
        return True
    return hundredths(total) == abs(sum(line.pence for line in lines))
