"""A Monday's statement for tests of the screens: a line for each pile, and the people it is about."""

from dataclasses import dataclass
from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.bank.parsers.reading import Line
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.queries.lines import LineRow
from housingdesk.bank.rules.proposals import Tier
from housingdesk.rent.actions import debit
from housingdesk.rent.queries import accounts as account_queries
from tests.support.banking import PAID, bring_in, line, make_bank, make_payer
from tests.support.desk import MONDAY


@dataclass(frozen=True)
class Monday:
    """What was made: the bank account, accounts by first name, and the desk."""

    desk: Desk
    bank: int
    accounts: dict[str, int]

    def rows(self, pile: Tier | str | None = None, state: str = "open") -> list[LineRow]:
        """The lines of a pile as they stand."""
        ids = self.desk.ask(line_queries.line_ids, bank_account_id=self.bank, tier=pile, state=state)
        found: list[LineRow] = self.desk.ask(line_queries.lines, ids=list(ids))
        return found

    def owed(self, who: str) -> int:
        """What somebody owes, in pence."""
        return int(self.desk.ask(account_queries.account, account_id=self.accounts[who]).pence)


def monday(desk: Desk) -> Monday:
    """Five people with four weeks' debit and a statement of eight lines: three certain, one likely, two that need a
    person, two that are not rent."""
    bank = make_bank(desk)
    made = {name.split()[0]: make_payer(desk, name, pence) for name, pence in (
        ("Amina Khan", 11240), ("Joy Okafor", 9815), ("Dean Lewis", 10477), ("Marek Nowak", 12000), ("Maria Nowak", 12000))}
    desk.do(debit.run_debit, week=MONDAY)
    references = {name: reference for name, (_, reference) in made.items()}
    bring_in(desk, _lines(references), kind="ofx")
    return Monday(desk, bank, {name: account for name, (account, _) in made.items()})


def _lines(references: dict[str, str]) -> list[Line]:
    later = PAID + timedelta(1)
    return [line(11240, references["Amina"], "A KHAN"), line(9815, references["Joy"], "J OKAFOR"),
            line(10477, references["Dean"], "D LEWIS"), line(11240, "RENT", "KHAN A", on=later),
            line(24000, "RENT", "M NOWAK", on=later), line(5000, "CASH PAID IN 47342", on=later),
            line(-1250, "BANK CHARGES OCT", on=later), line(316, "GROSS INTEREST", on=later)]
