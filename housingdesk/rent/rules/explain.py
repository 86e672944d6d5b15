"""Says aloud what a balance is made of: the person's own part and the benefit part apart, never mixed. Pure."""

from dataclasses import dataclass, field
from datetime import date

from housingdesk.rent.rules.words import AccountKind
from housingdesk.values.dates import DAY, MONTHS, format_long
from housingdesk.values.money import balance_words, format_pence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Expected:
    """Money that is on its way: when, pence, and from whom."""

    due_on: date
    pence: int
    payer: str


@dataclass(frozen=True, slots=True)
class BalanceFacts:
    """What an explanation is built from. Pence; ``per`` is "week" or "month"; the charges are those in force.

    ``accrued_pence``: what of benefit's part is owed only because it is paid in arrears; None: all of it is on its way.
    """

    charge_word: str
    per: str
    pence: int
    own_pence: int
    benefit_pence: int
    other_pence: int
    charge_pence: int
    own_charge_pence: int
    benefit_name: str = ""
    benefit_paid_to: date | None = None
    oldest_unpaid: date | None = None
    expected: tuple[Expected, ...] = ()
    sub_accounts: tuple[tuple[AccountKind, int], ...] = field(default=())
    accrued_pence: int | None = None


def count_word(number: int) -> str:
    """``4 -> "four"``; digits past twelve."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def periods_owed(pence: int, charge_pence: int) -> float:
    """How many weeks (months) of a charge a debt is, to one decimal; 0 where nothing is owed or nothing is charged.

    >>> periods_owed(48216, 11240)
    4.3
    """
    if pence <= 0 or charge_pence <= 0:
        return 0.0
    return round(pence / charge_pence, 1)


def periods_words(pence: int, charge_pence: int, per: str = "week") -> str:
    """``"4.3 weeks"``, ``"1 week"``; empty where nothing is owed.

    >>> periods_words(11240, 11240), periods_words(48216, 11240)
    ('1 week', '4.3 weeks')
    """
    number = periods_owed(pence, charge_pence)
    if not number:
        return ""
    text = f"{number:.1f}".removesuffix(".0")
    return f"{text} {per}{'' if text == '1' else 's'}"


def explain(facts: BalanceFacts) -> list[str]:
    """The sentences of *Explain this balance*, spoken to the person, the shortest true account of the figure."""
    sentences = [_opening(facts)]
    if facts.benefit_name:
        sentences.extend(_with_benefit(facts))
    elif facts.pence > 0:
        sentences.extend(_made_of(facts.pence, facts.charge_pence, facts))
    if facts.other_pence > 0:
        sentences.append(f"{format_pence(facts.other_pence)} of it is for somebody else to pay.")
    for item in facts.expected[:3]:
        sentences.append(f"{item.payer} of {format_pence(item.pence)} is due on {format_long(item.due_on)}.")
    for kind, pence in facts.sub_accounts:
        if pence:
            sentences.append(f"Apart from this, {kind}: {balance_words(pence)}. This is not {facts.charge_word}.")
    return sentences


def _opening(facts: BalanceFacts) -> str:
    if facts.benefit_name:
        # The whole balance is not this person's: they may owe while benefit is ahead.
        side = "behind" if facts.pence > 0 else "in credit"
        return f"The account is {format_pence(abs(facts.pence))} {side}." if facts.pence else "The account comes to nil."
    if facts.pence > 0:
        return f"You owe {format_pence(facts.pence)}."
    return f"You are {format_pence(-facts.pence)} in credit." if facts.pence < 0 else "Your account is up to date."


def _with_benefit(facts: BalanceFacts) -> list[str]:
    out = []
    if facts.benefit_paid_to is not None:
        out.append(f"{facts.benefit_name} is paid to {_day(facts.benefit_paid_to - DAY)}.")
    elif facts.benefit_pence > 0:
        out.append(f"{facts.benefit_name} has not paid yet.")
    out.extend(_benefit_part(facts))
    if facts.own_charge_pence > 0:
        own = f"Your own charge is {format_pence(facts.own_charge_pence)} a {facts.per}"
        if facts.own_pence > 0:
            weeks = periods_words(facts.own_pence, facts.own_charge_pence, facts.per)
            out.append(f"{own}: {weeks} owed, {format_pence(facts.own_pence)}.")
        elif facts.own_pence < 0:
            out.append(f"{own}, and you are {format_pence(-facts.own_pence)} ahead.")
        else:
            out.append(f"{own}, and it is paid up.")
    elif facts.own_pence > 0:
        out.append(f"Your own part owed is {format_pence(facts.own_pence)}.")
    return out


def _benefit_part(facts: BalanceFacts) -> list[str]:
    """What benefit has still to pay, and what of its part it does not pay and so is the person's."""
    accrued = facts.benefit_pence if facts.accrued_pence is None else facts.accrued_pence
    out, left = [], facts.benefit_pence - accrued
    if accrued > 0:
        out.append(f"{format_pence(accrued)} is for {facts.benefit_name} to pay, and you are not asked for it.")
    elif facts.benefit_pence < 0:
        out.append(f"{facts.benefit_name} has paid {format_pence(-facts.benefit_pence)} ahead.")
    if left > 0:
        out.append(f"{format_pence(left)} is not covered by {facts.benefit_name} so far, and is for you to pay.")
    return out


def _made_of(owed: int, charge: int, facts: BalanceFacts) -> list[str]:
    if charge <= 0:
        return [f"It has been owed since {_day(facts.oldest_unpaid)}."] if facts.oldest_unpaid else []
    whole, rest = divmod(owed, charge)
    since = f" from {MONTHS[facts.oldest_unpaid.month - 1]}" if facts.oldest_unpaid else ""
    unit = f"{facts.per}{'s' if whole != 1 else ''}"
    if not whole:
        return [f"That is less than one {facts.per}’s {facts.charge_word} of {format_pence(charge)}."]
    text = f"That is {count_word(whole)} {unit}{'’' if whole != 1 else '’s'} {facts.charge_word} of {format_pence(charge)}"
    return [f"{text} and {format_pence(rest)}{since}." if rest else f"{text}."]


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" if day else ""
