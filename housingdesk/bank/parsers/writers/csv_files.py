"""CSV as six UK banks lay it out: headings, order, signs, quoting and encoding are each bank's own."""

import csv
import io
from collections.abc import Iterable, Sequence

from housingdesk.bank.parsers.reading import Line, Statement
from housingdesk.bank.parsers.writers.figures import (
    booked,
    closing_of,
    code_of,
    description_of,
    hyphened,
    payer_of,
    reference_of,
    sort_code_and_number,
    unsigned,
    walked,
)
from housingdesk.values.money import decimal_text, format_pence

_BARCLAYS = {"faster payment": "FT", "standing order": "REPEATPMT", "bacs": "DIRECTDEP", "direct debit": "DIRECTDEBIT",
             "card": "DEBIT", "cheque": "OTH", "transfer": "FT"}
_NATWEST = {"faster payment": "BAC", "standing order": "S/O", "bacs": "BAC", "direct debit": "D/D", "card": "POS",
            "cheque": "CHQ", "interest": "INT", "charge": "CHG", "transfer": "TFR", "unpaid": "D/D"}
_LLOYDS = {"faster payment": "FPI", "standing order": "SO", "bacs": "BGC", "direct debit": "DD", "card": "DEB",
           "cheque": "CHQ", "interest": "INT", "charge": "CHG", "transfer": "TFR", "unpaid": "DD"}
_HSBC = {"faster payment": "CR", "standing order": "SO", "bacs": "CR", "direct debit": "DD", "card": "VIS", "cheque": "CHQ",
         "transfer": "TFR", "interest": "INT", "charge": "DR"}
_NATIONWIDE = {"direct debit": "Direct debit", "standing order": "Standing order", "card": "Visa purchase",
               "cheque": "Cheque", "interest": "Interest", "charge": "Fee"}
_STARLING = {"faster payment": "FASTER PAYMENT", "standing order": "FASTER PAYMENT", "bacs": "BACS", "card": "CARD",
             "direct debit": "DIRECT DEBIT", "cheque": "CHEQUE", "interest": "DEPOSIT INTEREST", "charge": "FEE"}


def _table(rows: Iterable[Sequence[str]], end: str = "\n") -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    writer.writerows(rows)
    return out.getvalue()


def _newest_first(statements: Sequence[Statement]) -> Iterable[tuple[Statement, Line, int]]:
    for statement in statements:
        for line, balance in reversed([(line, balance) for line, balance in walked(statement) if line.status == "booked"]):
            yield statement, line, balance


def barclays(statements: Sequence[Statement]) -> bytes:
    """Signed amount, no balance, memo padded with spaces and a tab."""
    rows = [["Number", "Date", "Account", "Amount", "Subcategory", "Memo"]]
    for statement, line, _ in _newest_first(statements):
        sort_code, number = sort_code_and_number(statement.account)
        memo = f"{payer_of(line):<18}\t{reference_of(line):<18} BGC" if line.reference else payer_of(line, 60)
        rows.append([" ", f"{line.on:%d/%m/%Y}", f"{hyphened(sort_code)} {number}".strip(), decimal_text(line.pence),
                     code_of(line, _BARCLAYS, "OTH"), memo])
    return _table(rows).encode()


def natwest(statements: Sequence[Statement]) -> bytes:
    """Headings with a space after each comma and a blank line; text begins with an apostrophe; newest first."""
    rows = []
    for statement, line, balance in _newest_first(statements):
        sort_code, number = sort_code_and_number(statement.account)
        parts = [payer_of(line), reference_of(line)]
        if line.kind == "faster payment":
            parts += [f"FP {line.on:%d/%m/%y} 1023", f"30000000{abs(line.pence):010d}"]
        rows.append([f"{line.on:%d/%m/%Y}", code_of(line, _NATWEST, "BAC"), "'" + " , ".join(filter(None, parts)),
                     decimal_text(line.pence), decimal_text(balance), "'RENT ACCOUNT", f"'{sort_code}-{number}".strip("-"),
                     ""])
    head = "Date, Type, Description, Value, Balance, Account Name, Account Number\r\n\r\n"
    return (head + _table(rows, "\r\n")).encode()


def lloyds(statements: Sequence[Statement]) -> bytes:
    """Money out and in in columns of their own, the sort code behind an apostrophe; newest first."""
    rows = [["Transaction Date", "Transaction Type", "Sort Code", "Account Number", "Transaction Description",
             "Debit Amount", "Credit Amount", "Balance", ""]]
    for statement, line, balance in _newest_first(statements):
        sort_code, number = sort_code_and_number(statement.account)
        rows.append([f"{line.on:%d/%m/%Y}", code_of(line, _LLOYDS, "FPI"), f"'{hyphened(sort_code)}", number,
                     description_of(line), unsigned(line.pence) if line.pence < 0 else "",
                     unsigned(line.pence) if line.pence >= 0 else "", decimal_text(balance), ""])
    return _table(rows).encode()


def hsbc(statements: Sequence[Statement]) -> bytes:
    """No headings, no balance, oldest first, thousands with a comma; only one account to a file."""
    rows = [[f"{line.on:%d/%m/%Y}", f"{code_of(line, _HSBC, 'CR')} {description_of(line)}",
             format_pence(line.pence).replace("£", "").replace("−", "-")]
            for statement in statements[:1] for line in booked(statement)]
    return _table(rows, "\r\n").encode()


def nationwide(statements: Sequence[Statement]) -> bytes:
    """A preamble with a masked account, pound signs in cp1252, oldest first; only one account to a file."""
    statement = statements[0]
    pounds = format_pence(closing_of(statement)).replace("−", "-")
    rows = [["Account Name:", f"Business ****{(statement.account or '0000')[-5:]}"], ["Account Balance:", pounds],
            ["Available Balance: ", pounds], [],
            ["Date", "Transaction type", "Description", "Paid out", "Paid in", "Balance"]]
    for line, balance in walked(statement):
        if line.status == "booked":
            amount = f"£{unsigned(line.pence)}"
            kind = code_of(line, _NATIONWIDE, "Bank credit" if line.pence >= 0 else "Payment to")
            rows.append([f"{line.on:%d %b %Y}", kind, description_of(line), amount if line.pence < 0 else "",
                         amount if line.pence >= 0 else "", f"£{decimal_text(balance)}".replace("£-", "-£")])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode("cp1252", "replace")


def starling(statements: Sequence[Statement]) -> bytes:
    """Counter party and reference apart, signed amount, running balance, newest first; one account to a file."""
    rows = [["Date", "Counter Party", "Reference", "Type", "Amount (GBP)", "Balance (GBP)", "Spending Category", "Notes"]]
    for _, line, balance in _newest_first(statements[:1]):
        rows.append([f"{line.on:%d/%m/%Y}", payer_of(line), reference_of(line), code_of(line, _STARLING, "FASTER PAYMENT"),
                     decimal_text(line.pence), decimal_text(balance), "INCOME" if line.pence > 0 else "PAYMENTS", ""])
    return _table(rows).encode()
