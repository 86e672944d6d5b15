"""A small office whose week can be closed: two people charged, one paid through the bank, all of it posted."""

from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import posting
from housingdesk.bank.queries import lines as line_queries
from housingdesk.rent.actions import debit
from housingdesk.reports.actions.journal import set_code
from housingdesk.reports.queries.journal import journal
from housingdesk.reports.rules.journal import keys_of
from tests.support.banking import bring_in, line, make_bank, make_payer
from tests.support.desk import MONDAY

DAY, WEEK = timedelta(1), timedelta(7)
SUNDAY = MONDAY - DAY
FRIDAY = SUNDAY - 2 * DAY


@dataclass(frozen=True, slots=True)
class Books:
    """The two accounts, and the bank account."""

    owing: int
    paying: int
    bank: int


def books_of_a_week(desk: Desk, *, unidentified: bool = False) -> Books:
    """Debits of three weeks to last Sunday, and a statement to last Friday, posted; one more sum unidentified if asked."""
    bank = make_bank(desk)
    owing, _ = make_payer(desk, "Amina Khan")
    paying, reference = make_payer(desk, "Ben Cole", 9000)
    for week in (MONDAY - 3 * WEEK, MONDAY - 2 * WEEK, MONDAY - WEEK):
        desk.do(debit.run_debit, week=week)
    extra = [line(700, "MYSTERY", on=FRIDAY)] if unidentified else []
    bring_in(desk, [line(30000, reference, on=FRIDAY - DAY), line(-500, "CHARGES", on=FRIDAY), *extra])
    ids = {row.pence: row.id for row in desk.ask(line_queries.lines, ids=list(
        desk.ask(line_queries.line_ids, bank_account_id=bank)))}
    charges = ledger_account(desk, "bank_charges")
    desk.do(posting.post_lines, choices=[(ids[30000], paying), (ids[-500], charges)])
    if unidentified:
        desk.do(posting.post_to_suspense, line_ids=[ids[700]])
    return Books(owing, paying, bank)


def ledger_account(desk: Desk, reference: str) -> int:
    """The number of an account of the ledger itself."""
    from housingdesk.rent.queries.accounts import account_by_reference

    found = desk.ask(account_by_reference, reference=reference)
    assert found is not None
    return int(found.id)


def map_all(desk: Desk, start: date, end: date) -> None:
    """A code for every key that a journal needs."""
    keys = sorted({key for key, _ in keys_of(desk.ask(journal, start=start, end=end).lines)})
    for number, key in enumerate(keys, 4000):
        desk.do(set_code, key=key, code=str(number), cost_centre="HOU")
