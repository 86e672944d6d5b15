"""What matching is told: a receipt as the bank gave it, and an account as the rent room knows it.

Here money in is positive, as on a bank statement; the ledger's own sign belongs to the rent room.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

RULES_VERSION = "matching-2"

_PERIODS = (("fortnight", 14), ("4-week", 28), ("four-week", 28), ("week", 7), ("month", 30), ("quarter", 91))
_DEFAULT_PERIOD = 30


class Receipt(NamedTuple):
    """One line of a bank statement. ``pence`` is money in, negative for money out; what the bank left out is None.

    ``payer_account`` is the payer's own bank account (sort code and number, or IBAN), which richer formats give.
    """

    line_id: int
    on: date
    pence: int
    narrative: str
    payer: str | None = None
    reference: str | None = None
    payer_account: str | None = None
    kind: str | None = None


class AccountFacts(NamedTuple):
    """One rent account or sub-account that money may be posted to, on the day the file is matched.

    ``reference`` is the nine-digit payment reference, ``tenancy_reference`` the letter and six digits on letters.
    ``usual`` holds the amounts that are expected, each with its words; the first is the charge of one period, for
    example ``((11240, "weekly rent"), (5000, "agreed instalment"))``. ``other_references`` are numbers that payers
    still quote: a claimant number, the old system's number. ``active_to`` is the last day charged.
    """

    account_id: int
    reference: str
    tenancy_reference: str
    kind: str
    names: tuple[tuple[str, str], ...]
    number: str
    street: str
    room: str
    usual: tuple[tuple[int, str], ...]
    active_from: date
    active_to: date | None
    person_word: str = "tenant"
    other_references: tuple[str, ...] = ()

    @property
    def person(self) -> str:
        """The first name on the agreement, as it is said: ``Amina Khan``."""
        return " ".join(part for part in self.names[0] if part) if self.names else self.tenancy_reference

    @property
    def period_days(self) -> int:
        """About how many days one charge covers, read from its words."""
        return period_days(self.usual[0][1] if self.usual else "")


@lru_cache(maxsize=256)
def period_days(words: str) -> int:
    """About how many days a charge of these words covers: ``weekly rent`` seven."""
    lower = words.lower()
    return next((days for word, days in _PERIODS if word in lower), _DEFAULT_PERIOD)
