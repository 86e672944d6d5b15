"""What goes to a bureau or to Bacs for one collection: whose file it is, its payments and instructions. Pure."""

from datetime import date
from enum import StrEnum

from housingdesk.bank.rules.instructions import INSTRUCTIONS
from housingdesk.values.rows import frozen


class SubmissionForm(StrEnum):
    """The files that can be made of a collection."""

    BUREAU = "CSV for a bureau"
    STANDARD_18 = "Standard 18 file"


@frozen
class Originator:
    """Whose collection it is: the six-digit service user number, the name payers know, and the account that is credited."""

    service_user: str
    name: str
    sort_code: str
    account_number: str


@frozen
class SubmissionLine:
    """One payment, or an instruction of amount nought (codes 0N and 0C). Pence; ``code`` is the Standard 18 code."""

    reference: str
    payer_name: str
    sort_code: str
    account_number: str
    pence: int
    code: str

    @property
    def is_payment(self) -> bool:
        """Whether it moves money."""
        return self.code not in INSTRUCTIONS


@frozen
class Submission:
    """One collection. ``collect_on`` is the day the payers are debited, ``process_on`` the working day before it."""

    originator: Originator
    collect_on: date
    process_on: date
    made_on: date
    serial: int
    lines: tuple[SubmissionLine, ...]

    @property
    def pence(self) -> int:
        """What it collects."""
        return sum(one.pence for one in self.lines)
