"""Our bank account, its files and people who pay, for tests: a statement is written, read, matched and imported."""

from datetime import date

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import importing
from housingdesk.bank.parsers.reading import Line, Statement
from housingdesk.bank.parsers.writers import write_statements
from housingdesk.bank.queries.importing import Prepared, prepare
from housingdesk.rent.actions import accounts
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from tests.support.lettings import make_tenancy

OURS = "20441712344417"
START = date(2026, 11, 2)
PAID = date(2026, 11, 17)


def make_bank(desk: Desk, opening: int = 100_000) -> int:
    """Our rent account with the ledger accounts that postings need; returns the bank account's id."""
    desk.do(accounts.open_standard_accounts)
    return int(desk.do(importing.add_bank_account, name="Rent account", sort_code="20-44-17", number="12344417",
                       opening_pence=opening, opening_on=START).value)


def make_payer(desk: Desk, name: str = "Amina Khan", pence: int = 11240) -> tuple[int, str]:
    """A person with a home, an agreement and a rent account; returns account id and payment reference."""
    tenancy = make_tenancy(desk, name, start=START)
    charge = ChargeDraft(ChargeCode.RENT, "Rent", pence)
    account = int(desk.do(accounts.open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=(charge,)).value)
    return account, str(desk.ask(account_queries.account, account_id=account).reference)


def line(pence: int, narrative: str, payer: str = "", *, on: date = PAID, payer_account: str | None = None) -> Line:
    """One line of a statement."""
    return Line(on, pence, narrative, payer or None, payer_account, narrative or None, "CR" if pence > 0 else "DD")


def file_of(lines: list[Line], opening: int = 100_000, kind: str = "mt940") -> bytes:
    """A statement file of our account."""
    closing = opening + sum(x.pence for x in lines)
    return write_statements(kind, [Statement(OURS, "GBP", opening, closing, True, tuple(lines))])


def bring_in(desk: Desk, lines: list[Line], opening: int = 100_000, kind: str = "mt940") -> Prepared:
    """Prepares and imports a statement; returns what was prepared."""
    found: Prepared = desk.ask(prepare, name=f"statement.{kind}", data=file_of(lines, opening, kind), today=desk.today)
    desk.do(importing.import_statement, prepared=found)
    return found
