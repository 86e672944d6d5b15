"""The statement of an account as it stood on another day or was known at another moment, on paper for the file.

It is no letter: nobody is sent it, and it says on its face that it is not today's.
"""

from datetime import date

from housingdesk.letters.pdf.list_pages import draw_list
from housingdesk.mailings.queries.office import office
from housingdesk.rent.queries.account_file import AccountFile
from housingdesk.rent.rules.words import PER
from housingdesk.values.dates import format_date
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.text import lower_first

HEADS = ("Date", "What", "Charged", "Paid or credited", "Balance")
_PARTS = (18, 70, 18, 22, 26)


def known_statement(file: AccountFile, on: date, by: str) -> bytes:
    """The lines of an account of another day or moment as PDF, with its charges as they were known, marked as such."""
    shared, row = office(on), file.account
    names = file.head.tenancy.names if file.head is not None else row.name
    notes = [f"{file.then_words}. This is not today’s balance.", f"{names}, account {row.reference}.",
             f"Balance: {balance_words(file.pence)}.", *_charges(file),
             f"Drawn on {format_date(on)} by {by}, for the file."]
    cells = [(format_date(line.on), line.what, format_pence(line.pence) if line.pence > 0 else "",
              format_pence(-line.pence) if line.pence < 0 else "", balance_words(line.balance_pence))
             for line in file.statement.lines]
    return draw_list(f"Statement, {lower_first(file.then_words)}", notes, HEADS, cells, _PARTS, author=shared.sender.name,
                     demo=shared.demo)


def _charges(file: AccountFile) -> list[str]:
    if not file.charges:
        return []
    parts = ", ".join(f"{charge.description} {format_pence(charge.pence)}" for charge in file.charges)
    return [f"Charged then {PER[file.account.frequency]}: {parts}."]
