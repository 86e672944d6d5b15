"""The Universal Credit card: the rent it knows against the rent that is charged, and what to write in the journal. Pure."""

from datetime import date

from housingdesk.benefits.rules.clocks import after
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence, portion
from housingdesk.values.rows import frozen

_TOLERANCE = 1


@frozen
class CardFacts:
    """What a card is told from; ``weekly_pence`` or ``monthly_pence`` is the rent and eligible services charged now."""

    rent_on_uc_pence: int | None
    weekly_pence: int | None = None
    monthly_pence: int | None = None

    @property
    def actual_pence(self) -> int | None:
        """The rent a month: weekly × 52 ÷ 12 (UC Regs 2013 Sch 4 para 7).

        >>> CardFacts(None, weekly_pence=12_000).actual_pence
        52000
        """
        if self.monthly_pence is not None:
            return self.monthly_pence
        return None if self.weekly_pence is None else portion(self.weekly_pence, 52, 12)


def rent_difference(facts: CardFacts) -> tuple[int | None, str]:
    """By how much the rent that Universal Credit knows differs from the rent charged (pence a month, less is negative)."""
    known, actual = facts.rent_on_uc_pence, facts.actual_pence
    if known is None:
        return None, "The rent that Universal Credit knows was not written down yet"
    if actual is None:
        return None, "No rent is charged here, so there is nothing to hold it against"
    off = known - actual
    if abs(off) <= _TOLERANCE:
        return 0, f"Universal Credit knows the right rent: {format_pence(actual)} a month"
    how = "less" if off < 0 else "more"
    then = ("they are paid too little until it is reported in the journal" if off < 0 else
            "what is paid too much will be taken back: have it reported in the journal")
    return off, (f"Universal Credit knows {format_pence(known)} a month, {format_pence(abs(off))} {how} than the "
                 f"{format_pence(actual)} charged: {then}")


def journal_sentence(facts: CardFacts, *, association: str, phone: str, on: date, started: date | None = None) -> str:
    """What the tenant copies into the journal: the rent as it is, from when, and who confirms it."""
    actual = facts.actual_pence
    if actual is None:
        return ""
    week = f" ({format_pence(facts.weekly_pence)} a week)" if facts.monthly_pence is None and facts.weekly_pence else ""
    since = f" since {format_date(started)}" if started is not None and started <= on else ""
    return (f"My rent with eligible service charges is {format_pence(actual)} a month{week}{since}. My landlord is "
            f"{association}, telephone {phone}, and can confirm it.")


def portal_by(received_on: date, holidays: frozenset[date] = frozenset()) -> date:
    """The day by which the landlord portal is answered: two working days after its question came."""
    return after("portal", received_on, holidays)
