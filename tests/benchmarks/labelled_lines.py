"""What the matching benchmark runs on: accounts, lines and true answers of either generator, in one shape."""

from dataclasses import dataclass
from datetime import date

from housingdesk.bank.rules.receipts import AccountFacts, Receipt
from housingdesk.demo.labelled import TEST_MONTHS, Account, labelled
from housingdesk.demo.lines import BankLine, TruthKind
from housingdesk.rent.rules.words import Frequency
from housingdesk.values.dates import add_months
from tests.benchmarks.second.town import second

LEARNED = (1, 2, 3, 6, 12)
_WORDS = {Frequency.WEEKLY: "weekly rent", Frequency.FORTNIGHTLY: "fortnightly rent", Frequency.FOUR_WEEKLY: "4-weekly rent",
          Frequency.MONTHLY: "monthly rent"}


@dataclass(frozen=True, slots=True)
class Made:
    """One seed: the accounts, and the lines in order of days; ``first_test`` is the day the judged months begin."""

    facts: tuple[AccountFacts, ...]
    history: tuple[BankLine, ...]
    test: tuple[BankLine, ...]
    first_test: date

    def months_before(self, months: int) -> tuple[BankLine, ...]:
        """The lines of the last so many months before the judged ones."""
        since = add_months(self.first_test, -months)
        return tuple(line for line in self.history if line.on >= since)


def make(generator: str, seed: int, size: int, mode: str) -> Made:
    """``generator`` is first or second; ``mode`` is with, without (the payer's account) or column (one text only)."""
    with_account = mode == "with"
    if generator == "first":
        made = labelled(seed, size, with_payer_account=with_account, months=max(LEARNED) + TEST_MONTHS)
        begins = min(line.on for line in made.history)
        return Made(tuple(facts_of(a, begins) for a in made.accounts), made.history, made.test, _month(made.test[0].on))
    town = second(seed, size, with_payer_account=with_account, one_column=mode == "column")
    return Made(town.accounts, town.history, town.test, _month(town.test[0].on))


def _month(on: date) -> date:
    return on.replace(day=1)


def facts_of(account: Account, begins: date) -> AccountFacts:
    """An account of the first generator as matching sees it."""
    payee = account.payee
    names = tuple((name.forename, name.surname) for name in payee.tenants)
    number, _, street = payee.street.partition(" ")
    return AccountFacts(payee.account, payee.reference, f"T{payee.account:06d}", "rent", names, number, street, payee.home,
                        ((account.pence, _WORDS[account.frequency]),), begins, None)


def receipt_of(number: int, line: BankLine) -> Receipt:
    """A line as matching is given it."""
    account = f"{line.sort_code}{line.number}" if line.sort_code and line.number else None
    return Receipt(number, line.on, line.pence, line.narrative, line.payer or None, line.reference or None, account, line.code)


def is_rent(line: BankLine) -> bool:
    """Whether a line is somebody's rent."""
    return line.truth.kind is TruthKind.RENT
