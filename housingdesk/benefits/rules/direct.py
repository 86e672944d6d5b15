"""When rent may be asked for straight from the office: managed payment, deductions, and a council's eight weeks. Pure.

Sources: UC etc. (C&P) Regs 2013 reg 58 and Sch 6 para 7; HB Regs 2006 regs 95, 96 (rulebook §6.2, §6.4).
"""

from datetime import date
from enum import StrEnum

from housingdesk.benefits.rules.clocks import HB_MUST_PAY_WEEKS
from housingdesk.benefits.rules.funds import Funds, share_on
from housingdesk.values.money import format_pence, portion
from housingdesk.values.rows import frozen

APA_MONTHS, APA_REPEATED_MONTHS = 2, 1


class Tier(StrEnum):
    """Why somebody may not manage to pay their own rent."""

    ONE = "Tier 1: very likely to need it (drink, drugs or gambling, learning disability, violence, homelessness, many debts)"
    TWO = "Tier 2: may need it (new in their home, in hospital, cannot manage paperwork, 16 or 17, families with many needs)"


@frozen
class DirectFacts:
    """What a request rests on: what is owed, the rent in the same pence a week or month, and what is known of the person."""

    owed_pence: int
    rent_pence: int
    repeated: bool = False
    tier: Tier | None = None
    deductions_run: bool = False
    consents: bool = False


@frozen
class Ground:
    """Whether payment to us may be asked for; ``must``: the office has to grant it. The sentence says on what it rests."""

    may: bool
    sentence: str
    source: str
    must: bool = False


def managed_payment(facts: DirectFacts) -> Ground:
    """Whether Universal Credit paid to us may be asked for; ``rent_pence`` is a month.

    >>> managed_payment(DirectFacts(104_000, 52_000)).sentence
    '£1,040.00 is owed, 2 months of rent or more'
    """
    source = "UC etc. (C&P) Regs 2013 reg 58"
    owed = format_pence(max(0, facts.owed_pence))
    if facts.rent_pence > 0 and facts.owed_pence >= APA_MONTHS * facts.rent_pence:
        return Ground(True, f"{owed} is owed, {APA_MONTHS} months of rent or more", source)
    if facts.repeated and facts.rent_pence > 0 and facts.owed_pence >= APA_REPEATED_MONTHS * facts.rent_pence:
        return Ground(True, f"The rent was underpaid again and again, and {owed} is owed, a month or more", source)
    if facts.tier is not None:
        return Ground(True, f"They may not manage it: {facts.tier.value.split(':')[0]}", source)
    wanted = format_pence(APA_MONTHS * facts.rent_pence)
    return Ground(False, f"{owed} is owed. It takes {APA_MONTHS} months of rent ({wanted}), or one month and repeated "
                  "underpayment, or somebody who cannot manage the money", source)


def eight_weeks(facts: DirectFacts) -> Ground:
    """Whether a council has to pay Housing Benefit to us, or may; ``rent_pence`` is a week."""
    owed = format_pence(max(0, facts.owed_pence))
    if facts.deductions_run:
        return Ground(True, "Deductions for rent arrears are being made, so the council must pay us", "HB Regs 2006 reg 95",
                      True)
    if facts.rent_pence > 0 and facts.owed_pence >= HB_MUST_PAY_WEEKS * facts.rent_pence:
        return Ground(True, f"{owed} is owed, {HB_MUST_PAY_WEEKS} weeks of rent or more: the council must pay us unless it is "
                      "against the tenant’s interest", "HB Regs 2006 reg 95", True)
    if facts.consents:
        return Ground(True, "The tenant asks for it, so the council may pay us", "HB Regs 2006 reg 96")
    return Ground(False, f"{owed} is owed. At {format_pence(HB_MUST_PAY_WEEKS * facts.rent_pence)} ({HB_MUST_PAY_WEEKS} weeks) "
                  "the council must pay us; before that it may, where the tenant asks or it is in their interest",
                  "HB Regs 2006 regs 95, 96")


@frozen
class Ceiling:
    """What may be taken for rent arrears a month out of a standard allowance: pence, and in words where a rule is uncertain."""

    least_pence: int
    most_pence: int
    cap_pence: int
    cap_percent: int
    exact: str
    check: str
    source: str


def ceiling(standard_pence: int, on: date, funds: Funds) -> Ceiling | None:
    """The least and most for arrears, and all deductions together, on a day; None before the first rule.

    Half a penny goes up, which is not settled: the exact amount is in ``exact`` and named in ``check``.
    """
    share, cap = share_on(funds.deductions, on), share_on(funds.caps, on)
    if share is None or cap is None:
        return None
    thousandths = standard_pence * cap.most * 10 // 100  # tenths of a penny
    exact = f"£{thousandths // 1000:,}.{thousandths % 1000:03}"
    checks = [cap.check] if cap.check else []
    if thousandths % 10:
        checks.append(f"{cap.most}% is {exact}: how it is rounded")
    return Ceiling(portion(standard_pence, share.least, 100), portion(standard_pence, share.most, 100),
                   portion(standard_pence, cap.most, 100), cap.most, exact, "; ".join(checks), f"{share.source}; {cap.source}")
