"""Advice on what benefit does not cover: a new shortfall, the council's fund, a changed rent, a year of 53 weeks. Pure."""

from datetime import date, timedelta

from housingdesk.benefits.rules.advice.shapes import Advice, Fall, Household, Topic
from housingdesk.benefits.rules.assess.case import SPECIFIED, Every, Housing, IncomeKind
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.values.dates import format_date, rent_year_of, rent_year_start, weeks_in_rent_year
from housingdesk.values.money import format_pence

_EARNINGS_FROM = date(2026, 10, 5)
_EARLY, _AFTER = timedelta(60), timedelta(31)
_HALF_A_YEAR = timedelta(183)
_FUND_WORDS = {ClaimKind.DHP: "a Discretionary Housing Payment",
               ClaimKind.CRF_HOUSING: "a housing payment of the Crisis and Resilience Fund"}


def new_shortfall(home: Household) -> Advice | None:
    """Benefit pays less than before, so that more of the charge is theirs to pay."""
    fall = home.fall
    if fall is None or not fall.opens:
        return None
    return Advice(Topic.SHORTFALL, f"Tell them that {format_pence(fall.own_after)} a week is theirs to pay now",
                  f"{fall.paid_by} pays {format_pence(fall.after_pence)} a week since {format_date(fall.from_on)}, before that "
                  f"{format_pence(fall.before_pence)}, of a charge of {format_pence(fall.charge_pence)}. Look at the "
                  "decision: it may be asked to be looked at again", home.on, "HB Regs 2006 reg 90; D&A Regs 2001 reg 4",
                  "benefit-shortfall",
                  fall_answers(fall), ours=True)


def stopped(home: Household) -> Advice | None:
    """The office stopped paying: what it asks is answered, or the claim ends."""
    claim = home.claim()
    if claim is None or claim.state is not ClaimState.SUSPENDED:
        return None
    since = claim.decided_on or claim.counts_from
    until = f" by {format_date(claim.answer_by)}" if claim.answer_by else ""
    return Advice(Topic.STOPPED, f"Answer what {home.paid_by} asks{until}, or the claim ends",
                  f"Nothing is paid since {format_date(since)}. Answered within a month it is paid again from that day; not "
                  "answered, it is ended from that day and has to be claimed anew", claim.answer_by or home.on,
                  "D&A Regs 2001 regs 11–14" if not home.by_uc else "UC D&A Regs 2013 regs 44–47", "benefit-stopped",
                  (("paid_by", home.paid_by), ("stopped_on", format_date(since))),
                  "You stopped my payments. Please tell me what is missing; I will send it at once.")


def fall_answers(fall: Fall) -> tuple[tuple[str, str], ...]:
    """What the letter of a new shortfall asks, as somebody would type it."""
    return (("paid_by", fall.paid_by), ("from_on", format_date(fall.from_on)), ("before", format_pence(fall.before_pence)),
            ("now", format_pence(fall.after_pence)), ("whole", format_pence(fall.charge_pence)),
            ("own", format_pence(fall.own_after)))


def fund(home: Household) -> Advice | None:
    """What the council can pay besides, where benefit leaves a part of the eligible rent."""
    missing = home.estimate.eligible_weekly - home.estimate.weekly_pence
    starting = home.starts_on is not None and home.starts_on > home.on
    if home.fund is None or home.kind is None or home.estimate.stopped or (missing <= 0 and not starting):
        return None
    words = _FUND_WORDS[home.fund]
    helps = f"{format_pence(missing)} a week of the eligible rent is not covered" if missing > 0 else ""
    moving = "A deposit, rent in advance and the move itself can be paid for too" if starting else ""
    why = ". ".join(part for part in (helps, moving, "They must get Housing Benefit or Universal Credit with rent in it; the "
                                      "council decides, and may pay for a time, to us, and for time before") if part)
    return Advice(Topic.FUND, f"Ask {home.office} for {words}", why, home.on,
                  "Discretionary Financial Assistance Regs 2001" if home.fund is ClaimKind.DHP else
                  "Crisis and Resilience Fund, from 1 April 2026 to 31 March 2029", "", (),
                  f"I get help with my rent and {format_pence(max(missing, 0))} a week is not covered. Please help me with "
                  f"{words}." if missing > 0 else f"I am about to move. Please help me with {words}.")


def rent_changes(home: Household) -> Advice | None:
    """Universal Credit is told of a changed rent by the tenant; it is not told by us."""
    day = home.rent_changes_on
    if not home.by_uc or day is None or not day - _EARLY <= home.on <= day + _AFTER:
        return None
    new = format_pence(home.new_weekly_pence)
    return Advice(Topic.RENT_CHANGE, f"Tell Universal Credit of the new rent on {format_date(day)}", f"It will be {new} a "
                  "week. What is reported before the end of the assessment period counts for the whole of it; reported later, "
                  "that month is lost", max(day, home.on), "UC D&A Regs 2013 Sch 1 para 20", "benefit-rent-changed",
                  (("new", new), ("from_on", format_date(day))),
                  f"My rent is {new} a week from {format_date(day)}. It was {format_pence(home.old_weekly_pence)} before.")


def long_year(home: Household) -> Advice | None:
    """A year of 53 Mondays, said while it can still be spread."""
    year = rent_year_of(home.on)
    coming = year + 1 if rent_year_start(year + 1) - home.on <= _HALF_A_YEAR else year
    found = next((one for one in (year, coming) if weeks_in_rent_year(one) == 53), None)
    if not home.by_uc or found is None or home.case.every is not Every.WEEK or home.case.free_weeks:
        return None
    left = max(1, (rent_year_start(found + 1) - max(home.on, rent_year_start(found))).days // 7)
    week = home.estimate.eligible_weekly
    return Advice(Topic.LONG_YEAR, f"Spread one week’s rent, {format_pence(week)}, over the year",
                  f"The rent year from {format_date(rent_year_start(found))} has 53 weeks and Universal Credit pays 52: "
                  f"{format_pence(-(-week // left))} a week from then on makes it up", rent_year_start(found + 1), "UC Regs "
                  "2013 Sch 4 para 7")


def earnings_left_out(home: Household) -> Advice | None:
    """More of the earnings is left out in specified and temporary accommodation since 5 October 2026."""
    claim = home.claim()
    housed = home.case.housing in SPECIFIED | {Housing.TEMPORARY}
    if not housed or home.on < _EARNINGS_FROM or not home.case.paid(IncomeKind.EARNINGS) or claim is None:
        return None
    if claim.state is not ClaimState.DECIDED or (claim.decided_on or home.on) >= _EARNINGS_FROM:
        return None
    return Advice(Topic.EARNINGS, f"Look whether {home.office} leaves out more of the earnings since 5 October 2026",
                  "The decision is older than the rule. With it less is counted, and more of the rent is paid", home.on,
                  "HB Regs 2006 Sch 4 para 18; SI 2026/753 as substituted by SI 2026/978", "", (),
                  "Please apply the further earnings disregard of 5 October 2026 to my Housing Benefit.", ours=True)
