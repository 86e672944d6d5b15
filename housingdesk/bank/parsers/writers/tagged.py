"""OFX, QIF and camt.053 files."""

from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from housingdesk.bank.parsers.reading import Detail, Line, Statement
from housingdesk.bank.parsers.writers.figures import (
    booked,
    closing_of,
    description_of,
    payer_of,
    reference_of,
    sort_code_and_number,
    unsigned,
)
from housingdesk.values.money import decimal_text

_OFX_HEAD = ("OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:UTF-8\r\nCHARSET:NONE\r\n"
             "COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n")
_OFX_KINDS = {"direct debit": "DIRECTDEBIT", "standing order": "REPEATPMT", "interest": "INT", "charge": "FEE",
              "card": "POS", "cheque": "CHECK"}


def ofx(statements: Sequence[Statement]) -> bytes:
    """OFX 1.0.2: NAME carries the payer, MEMO the reference, LEDGERBAL the closing balance."""
    parts = [_OFX_HEAD, "<OFX><BANKMSGSRSV1>\r\n"]
    for statement in statements:
        sort_code, number = sort_code_and_number(statement.account)
        last = max((line.on for line in statement.lines), default=date(2000, 1, 1))
        parts.append(f"<STMTTRNRS><STMTRS><CURDEF>{statement.currency or 'GBP'}\r\n<BANKACCTFROM><BANKID>{sort_code}"
                     f"<ACCTID>{number}<ACCTTYPE>CHECKING</BANKACCTFROM>\r\n<BANKTRANLIST>\r\n")
        parts += [_ofx_entry(line, place) for place, line in enumerate(booked(statement), 1)]
        parts.append(f"</BANKTRANLIST>\r\n<LEDGERBAL><BALAMT>{decimal_text(closing_of(statement))}"
                     f"<DTASOF>{last:%Y%m%d}</LEDGERBAL>\r\n</STMTRS></STMTTRNRS>\r\n")
    return "".join([*parts, "</BANKMSGSRSV1></OFX>\r\n"]).encode()


def _ofx_entry(line: Line, place: int) -> str:
    kind = _OFX_KINDS.get(line.kind or "", "CREDIT" if line.pence >= 0 else "DEBIT")
    return (f"<STMTTRN>\r\n<TRNTYPE>{kind}\r\n<DTPOSTED>{line.on:%Y%m%d}\r\n<TRNAMT>{decimal_text(line.pence)}\r\n"
            f"<FITID>{line.bank_id or f'{line.on:%Y%m%d}{place:05d}'}\r\n<NAME>{escape(payer_of(line, 32))}\r\n"
            f"<MEMO>{escape(reference_of(line, 255))}\r\n</STMTTRN>\r\n")


def qif(statements: Sequence[Statement]) -> bytes:
    """One section an account, day first."""
    parts = []
    for statement in statements:
        parts.append(f"!Account\nN{statement.account or 'Account'}\nTBank\n^\n!Type:Bank\n")
        parts += [f"D{line.on:%d/%m/%Y}\nT{decimal_text(line.pence)}\nP{payer_of(line, 60)}\n"
                  + (f"M{reference_of(line, 60)}\n" if line.reference else "") + "^\n" for line in booked(statement)]
    return "".join(parts).encode()


def camt053(statements: Sequence[Statement]) -> bytes:
    """camt.053.001.02 with the payer's sort code and account, and the parts of batch entries."""
    body = "".join(part for number, statement in enumerate(statements, 1) for part in _stmt(statement, number))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">\n'
            "<BkToCstmrStmt>\n<GrpHdr><MsgId>1</MsgId></GrpHdr>\n" + body + "</BkToCstmrStmt>\n</Document>\n").encode()


def _stmt(statement: Statement, number: int) -> Iterator[str]:
    currency = statement.currency or "GBP"
    days = [line.on for line in statement.lines] or [date(2000, 1, 1)]
    yield f"<Stmt>\n<Id>{number}</Id>\n<Acct>{_account(statement.account)}<Ccy>{currency}</Ccy>{_agent(statement.account)}"
    yield "</Acct>\n" + _bal("OPBD", statement.opening or 0, currency, min(days))
    yield _bal("CLBD", closing_of(statement), currency, max(days))
    for line in statement.lines:
        yield _ntry(line, currency)
    yield "</Stmt>\n"


def _account(account: str | None) -> str:
    return f"<Id><Othr><Id>{escape(sort_code_and_number(account)[1])}</Id></Othr></Id>"


def _agent(account: str | None) -> str:
    return f"<Svcr>{_member(account)}</Svcr>" if sort_code_and_number(account)[0] else ""


def _member(account: str | None) -> str:
    return f"<FinInstnId><ClrSysMmbId><MmbId>{sort_code_and_number(account)[0]}</MmbId></ClrSysMmbId></FinInstnId>"


def _money(pence: int, currency: str) -> str:
    indicator = "CRDT" if pence >= 0 else "DBIT"
    return f'<Amt Ccy="{currency}">{unsigned(pence)}</Amt><CdtDbtInd>{indicator}</CdtDbtInd>'


def _bal(code: str, pence: int, currency: str, day: date) -> str:
    return (f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_money(pence, currency)}"
            f"<Dt><Dt>{day.isoformat()}</Dt></Dt></Bal>\n")


def _ntry(line: Line, currency: str) -> str:
    status = "BOOK" if line.status == "booked" else "PDNG"
    parts = line.details or (Detail(None, line.payer, line.payer_account, line.reference),)
    inner = "".join(_tx_details(part, line.pence >= 0, currency) for part in parts)
    info = description_of(line) if not line.details else line.narrative
    return (f"<Ntry>{_money(line.pence, currency)}<Sts>{status}</Sts>\n<BookgDt><Dt>{line.on.isoformat()}</Dt></BookgDt>"
            f"<NtryDtls>{inner}</NtryDtls>\n<AddtlNtryInf>{escape(info)}</AddtlNtryInf></Ntry>\n")


def _tx_details(part: Detail, incoming: bool, currency: str) -> str:
    party = "Dbtr" if incoming else "Cdtr"
    amount = f'<AmtDtls><TxAmt><Amt Ccy="{currency}">{unsigned(part.pence)}</Amt></TxAmt></AmtDtls>' if part.pence else ""
    name = f"<{party}><Nm>{escape(part.payer)}</Nm></{party}>" if part.payer else ""
    account = f"<{party}Acct>{_account(part.payer_account)}</{party}Acct>" if part.payer_account else ""
    agent = f"<RltdAgts><{party}Agt>{_member(part.payer_account)}</{party}Agt></RltdAgts>" if part.payer_account else ""
    remittance = f"<RmtInf><Ustrd>{escape(part.reference)}</Ustrd></RmtInf>" if part.reference else ""
    return (f"<TxDtls><Refs><EndToEndId>{escape(part.reference or 'NOTPROVIDED')}</EndToEndId></Refs>{amount}"
            f"<RltdPties>{name}{account}</RltdPties>{agent}{remittance}</TxDtls>")
