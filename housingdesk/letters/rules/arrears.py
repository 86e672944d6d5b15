"""What the arrears letters are filled with: pence and dates said in words, the benefit part and the own part apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housingdesk.letters.rules.content import AccountRow, AccountTable
from housingdesk.values.dates import MONTHS, format_long
from housingdesk.values.money import format_pence
from housingdesk.values.references import format_payment_reference


class Every(StrEnum):
    """The period in which a charge is said: weekly, fortnightly and 4-weekly accounts are said by the week."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrearsFacts:
    """The account of one person as an arrears letter tells it. Amounts are pence.

    ``asked_pence`` is what the letter asks for: the person's own part where benefit pays the rest. ``charge_pence`` is
    the whole charge for one period, ``own_charge_pence`` the person's own part of it; ``benefit_paid_to`` is set where
    benefit pays part. ``balance_pence``: the whole balance, told where what is asked is neither it nor the own part alone.
    ``court_needed`` is false only for an excluded licence, which ends without a court (Protection
    from Eviction Act 1977 s.3A).
    """

    asked_pence: int
    charge_pence: int
    every: Every
    act_by: date
    officer: str
    payment_reference: str
    others: tuple[str, ...] = ()
    own_charge_pence: int = 0
    benefit_paid_to: date | None = None
    balance_pence: int = 0
    court_needed: bool = True
    support_worker: str = ""

    def fields(self) -> dict[str, str]:
        """Values for the merge fields of the arrears templates; a field that does not apply is empty."""
        return {
            "owed": format_pence(self.asked_pence),
            "periods_owed": periods_owed(self.asked_pence, self.charge_pence, self.every) if self.charge_pence else "",
            "charge_each": f"{format_pence(self.charge_pence)} a {self.every}",
            "every": str(self.every),
            "act_by": format_long(self.act_by),
            "officer": self.officer,
            "payment_reference": format_payment_reference(self.payment_reference),
            "others": in_words(self.others),
            "benefit_line": self._benefit_line(),
            "support_worker": self.support_worker,
        }

    def facts(self) -> dict[str, bool]:
        """Answers to the conditions of the arrears templates."""
        return {"benefit_pays_part": self.benefit_paid_to is not None, "joint": bool(self.others),
                "court_needed": self.court_needed,
                "supported": bool(self.support_worker),
                "charged": self.charge_pence > 0 and self.benefit_paid_to is None}

    def _benefit_line(self) -> str:
        if self.benefit_paid_to is None:
            return ""
        if self.balance_pence > self.asked_pence:
            return arrears_sentence(self.benefit_paid_to, self.balance_pence, self.asked_pence)
        return benefit_sentence(self.benefit_paid_to, self.own_charge_pence, self.every, self.asked_pence)


FIELDS: dict[str, str] = {
    "agreement": "tenancy or licence", "charge": "rent or licence charge", "person": "tenant or resident",
    "people": "tenants or residents", "provider": "landlord or housing provider", "phone": "01632 960 118",
    "owed": "£482.16", "periods_owed": "just over 4 weeks", "charge_each": "£112.40 a week", "every": "week or month",
    "act_by": "Monday 30 November", "officer": "A. Brown", "payment_reference": "600 044 716",
    "others": "Yusuf Khan", "benefit_line": "Benefit paid to 25 October. Your own charge …", "support_worker": "J. Smith",
}
FACTS: dict[str, str] = {
    "benefit_pays_part": "benefit pays part of the charge", "joint": "the home is let to more than one person",
    "court_needed": "only a court can end the agreement",
    "with_statement": "a statement goes with the letter",
    "supported": "the person has a support worker", "charged": "the account is charged and benefit pays none of it",
}


def benefit_sentence(paid_to: date, own_charge_pence: int, every: Every, own_owed_pence: int) -> str:
    """The benefit part and the person's own part of what is owed.

    >>> benefit_sentence(date(2026, 10, 25), 1160, Every.WEEK, 4640)
    'Benefit paid to 25 October. Your own charge of £11.60 a week: 4 weeks owed, £46.40.'
    """
    benefit = f"Benefit paid to {paid_to.day} {MONTHS[paid_to.month - 1]}."
    if not own_charge_pence:
        return f"{benefit} You owe {format_pence(own_owed_pence)}."
    weeks = periods_owed(own_owed_pence, own_charge_pence, every)
    return (f"{benefit} Your own charge of {format_pence(own_charge_pence)} a {every}: {weeks} owed, "
            f"{format_pence(own_owed_pence)}.")


def arrears_sentence(paid_to: date, balance_pence: int, asked_pence: int) -> str:
    """The whole balance, what of it others pay in arrears, and what is left to the person.

    >>> arrears_sentence(date(2026, 10, 25), 56000, 12000)
    'Benefit paid to 25 October. The account stands at £560.00. £440.00 of it is paid for you in arrears. You owe £120.00.'
    """
    benefit = f"Benefit paid to {paid_to.day} {MONTHS[paid_to.month - 1]}."
    return (f"{benefit} The account stands at {format_pence(balance_pence)}. {format_pence(balance_pence - asked_pence)} of it "
            f"is paid for you in arrears. You owe {format_pence(asked_pence)}.")


def periods_owed(owed_pence: int, charge_pence: int, every: Every) -> str:
    """A debt in periods of a charge, in words.

    >>> [periods_owed(p, 11240, Every.WEEK) for p in (44960, 48216, 55000, 5000, 11240)]
    ['4 weeks', 'just over 4 weeks', 'nearly 5 weeks', 'less than 1 week', '1 week']
    """
    whole, rest = divmod(owed_pence, charge_pence)
    if not rest:
        return _count(whole, every)
    if not whole:
        return f"less than {_count(1, every)}"
    if rest * 3 >= charge_pence * 2:
        return f"nearly {_count(whole + 1, every)}"
    if rest * 3 <= charge_pence:
        return f"just over {_count(whole, every)}"
    return f"about {whole} and a half {every}s"


def _count(number: int, every: Every) -> str:
    return f"{number} {every}{'' if number == 1 else 's'}"


def recent_account(rows: Sequence[AccountRow], most: int = 5) -> AccountTable:
    """The newest rows of an account for a letter of one page; what was owed before them comes first as one row.

    ``rows`` are in order of date and not empty; the table has at most ``most`` and never fewer than two where there are.
    """
    shown = list(rows)
    if len(rows) > most:
        shown = list(rows[-most + 1:])
        before = rows[-most]
        shown.insert(0, AccountRow(before.on, "Owed then", 0, 0, before.owed_pence))
    first = shown[0].on
    return AccountTable(f"Your account since {first.day} {MONTHS[first.month - 1]}", tuple(shown))


def in_words(names: tuple[str, ...]) -> str:
    """``A``, ``A and B``, ``A, B and C``.

    >>> in_words(("Amina Khan", "Yusuf Khan", "Li Wei"))
    'Amina Khan, Yusuf Khan and Li Wei'
    """
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
