"""What stands against giving a credit back while benefit may still want it (rulebook §5.4). Pure.

A credit is made of the newest money that came. What of it is Housing Benefit may be wanted back while the council can still
change its decision; what is Universal Credit belongs to the period that it was paid for.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from housingdesk.rent.rules.asking import Check
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import add_months, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen


@frozen
class Came:
    """Money that came: when, of whom, pence without sign, and the first day that it is no more for, where that was said."""

    on: date
    payer: Payer
    pence: int
    period_to: date | None = None


@frozen
class Risk:
    """What is known of an account's credit and benefit. ``came``: what was paid in; pence without sign.

    ``wanted_pence`` is what offices want back and have not; ``unconfirmed`` the changes that no office has confirmed yet.
    """

    credit_pence: int
    came: tuple[Came, ...]
    wanted_pence: int
    unconfirmed: tuple[str, ...]
    has_claim: bool


def made_of(credit_pence: int, came: Sequence[Came]) -> list[Came]:
    """The newest money that a credit is made of, each with the part of it that is in the credit.

    >>> jan, feb = Came(date(2026, 1, 5), Payer.HB, 400), Came(date(2026, 2, 2), Payer.TENANT, 100)
    >>> [(one.payer.name, one.pence) for one in made_of(250, [jan, feb])]
    [('TENANT', 100), ('HB', 150)]
    """
    left, found = credit_pence, list[Came]()
    for one in sorted(came, key=lambda one: one.on, reverse=True):
        if left <= 0:
            break
        found.append(Came(one.on, one.payer, min(one.pence, left), one.period_to))
        left -= one.pence
    return found


def checks(risk: Risk, asked_pence: int, on: date, hb_weeks: int) -> tuple[Check, ...]:
    """Each check with its figures. A check stops when so much is asked that money which may be wanted back would go."""
    parts = made_of(risk.credit_pence, risk.came)
    return (_housing_benefit(risk, parts, asked_pence, on, hb_weeks), _overpaid(risk, asked_pence), *_changes(risk),
            _universal_credit(risk, parts, asked_pence, on))


def _stops(risk: Risk, held: int, asked: int) -> bool:
    return held > 0 and asked > risk.credit_pence - held


def _housing_benefit(risk: Risk, parts: Sequence[Came], asked: int, on: date, weeks: int) -> Check:
    theirs = [one for one in parts if one.payer is Payer.HB]
    held = [one for one in theirs if one.on + timedelta(weeks=weeks) > on]
    if held:
        pence, last = sum(one.pence for one in held), max(one.on for one in held)
        return Check("hb", f"{format_pence(pence)} of the credit came from Housing Benefit, last on {format_date(last)}. The "
                           f"council may change its decision up to {format_date(last + timedelta(weeks=weeks))}", pence,
                     stops=_stops(risk, pence, asked))
    if theirs:
        pence = sum(one.pence for one in theirs)
        return Check("hb", f"{format_pence(pence)} of the credit came from Housing Benefit more than {weeks} weeks ago", pence,
                     asks="Did the council say that it does not want it back?")
    return Check("hb", "None of the credit came from Housing Benefit")


def _overpaid(risk: Risk, asked: int) -> Check:
    if risk.wanted_pence:
        return Check("overpaid", f"{format_pence(risk.wanted_pence)} of benefit is wanted back and is not recovered yet",
                     risk.wanted_pence, stops=_stops(risk, min(risk.wanted_pence, risk.credit_pence), asked))
    return Check("overpaid", "No office wants benefit back" if risk.has_claim else "No claim for benefit is on file")


def _changes(risk: Risk) -> tuple[Check, ...]:
    if not risk.unconfirmed:
        return ()
    return (Check("changes", f"Changed and not confirmed by the office: {'; '.join(risk.unconfirmed[:3])}",
                  asks="What did the office say that it changes?"),)


def _universal_credit(risk: Risk, parts: Sequence[Came], asked: int, on: date) -> Check:
    theirs = [one for one in parts if one.payer is Payer.UC]
    if not theirs:
        return Check("uc", "None of the credit came from Universal Credit")
    clear = {one: max(add_months(one.on, 1), one.period_to or date.min) for one in theirs}
    held = [one for one in theirs if clear[one] > on]
    if held:
        pence, day = sum(one.pence for one in held), max(clear[one] for one in held)
        return Check("uc", f"{format_pence(pence)} of the credit is Universal Credit for a month that runs to "
                           f"{format_date(day)}; rent of that month falls due first", pence, stops=_stops(risk, pence, asked))
    return Check("uc", f"The months that Universal Credit was paid for are over since {format_date(max(clear.values()))}")
