"""Advice on claiming: what, by when, for how far back, and for two homes at once (rulebook §6.1, §6.2, §6.4). Pure."""

from datetime import date, timedelta

from housingdesk.benefits.rules.advice.shapes import Advice, Household, Topic
from housingdesk.benefits.rules.assess.case import SPECIFIED, Housing
from housingdesk.benefits.rules.clocks import after, backdated_to, first_day, two_homes_until
from housingdesk.benefits.rules.words import ClaimState
from housingdesk.values.dates import add_months, format_date, week_of
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

_LAST_OF_WEEK = timedelta(6)
_UC_REASONS = ("an illness or a disability, a benefit that ended without word of it, a failure of the system, or a couple’s "
               "claim that was not completed")


def claiming(home: Household) -> Advice | None:
    """What to claim towards the rent, while it is not claimed."""
    if home.kind is None:
        return Advice(Topic.CLAIM, "Find out what is missing here, then what to claim can be said", home.estimate.stopped, None,
                      "HousingDesk works nothing out from what it does not know", ours=True)
    if home.claim() is not None:
        return None
    return _uc(home) if home.by_uc else _hb(home)


def _why(home: Household) -> tuple[str, str]:
    step = home.estimate.steps[0]
    unknown = not home.case.incomes and home.case.passport is None
    return step.text + (". What comes in is not known here: it may be less, or nothing" if unknown else ""), step.source


def _hb(home: Household) -> Advice:
    why, source = _why(home)
    starts = home.starts_on or home.on
    begins = first_day(home.on, starts)
    if week_of(starts) >= week_of(home.on):
        by, when = week_of(starts) + _LAST_OF_WEEK, f"Claimed by then it pays from {format_date(starts)}, the first day of rent"
    else:
        by, when = home.on, (f"Claimed today it pays from {format_date(begins)}; each week of waiting costs a week, about "
                             f"{format_pence(home.estimate.weekly_pence)}")
    wrong = any(one.live for one in home.claims)
    more = ". What is claimed now pays nothing towards this rent" if wrong else ""
    return Advice(Topic.CLAIM, f"Claim Housing Benefit from {home.office}", f"{why}. {when}{more}", by,
                  f"{source}; HB Regs 2006 regs 76, 80, 83", "benefit-claim-hb", (("council", home.office),),
                  "I would like to claim Housing Benefit. Please send me the form; I want my claim to count from today.")


def _uc(home: Household) -> Advice:
    why, source = _why(home)
    by = max(home.on, home.starts_on or home.on)
    pays = f"{format_pence(home.weekly_pence)} a week"
    since = format_date(home.starts_on) if home.starts_on else "the day I moved in"
    sentence = (f"I pay rent of {pays} since {since}. My landlord is {home.landlord}. Please add housing costs to my claim "
                "from that day.")
    if home.gets_uc:
        return Advice(Topic.CLAIM, "Report the home and its rent on the Universal Credit account",
                      f"{why}. What is so at the end of an assessment period counts for all of it: reported after its end, the "
                      "rent of that month is lost", by, f"{source}; UC D&A Regs 2013 Sch 1 para 20", "benefit-claim-uc", (),
                      sentence)
    return Advice(Topic.CLAIM, "Claim Universal Credit online, with the rent in it", f"{why}. It counts from the day it is "
                  "made, and not from the day of first asking", by, f"{source}; UC etc. (C&P) Regs 2013 reg 10",
                  "benefit-claim-uc", (), sentence)


def living_costs(home: Household) -> Advice | None:
    """What to claim for living costs beside the rent: Universal Credit or Pension Credit."""
    if home.kind is None or home.by_uc or home.case.passport is not None or home.gets_uc:
        return None
    if home.pension_age:
        return Advice(Topic.LIVING, "Ask for Pension Credit", "Guarantee credit, however small, stands for the means test of "
                      "Housing Benefit, so that the whole eligible rent is met. It counts up to 3 months back", home.on,
                      "State Pension Credit Act 2002; HB (pension age) Regs 2006 reg 26", "", (),
                      "I would like to claim Pension Credit, and I ask that it counts from three months ago.")
    if home.pension_age is False and home.case.housing in SPECIFIED | {Housing.TEMPORARY}:
        return Advice(Topic.LIVING, "Claim Universal Credit for living costs, without rent in it",
                      "Housing Benefit pays the rent here. While Universal Credit is in payment, income is not counted again",
                      home.on, "UC Regs 2013 Sch 1 paras 3A, 3B", "", (),
                      "I live in specified accommodation. Housing Benefit pays my rent, so please leave housing costs out.")
    return None


def backdating(home: Household) -> Advice | None:
    """For how far back it can be asked for, and the last day on which asking still reaches the first day of rent."""
    claim, starts = home.claim(), home.starts_on
    counted = home.on if claim is None else claim.counts_from
    if home.kind is None or starts is None or week_of(starts) >= week_of(counted):
        return None
    if claim is not None and claim.state in (ClaimState.DECIDED, ClaimState.SUSPENDED):
        return None
    if home.by_uc:
        return _uc_back(home, starts) if claim is None else None
    if home.pension_age:
        return _pension_back(home, starts, counted)
    reach, last = max(backdated_to(home.on, pension_age=False), starts), after("backdate", starts)
    lost = "" if last >= home.on else f" What was due before {format_date(reach)} cannot be reached any more."
    return Advice(Topic.BACKDATE, f"Ask with the claim that it counts from {format_date(reach)}",
                  "At most one month back, and there must be a good reason for the whole time, such as illness, wrong advice, "
                  f"or not being able to manage.{lost}", max(last, home.on), "HB Regs 2006 reg 83(12), (12A)",
                  "benefit-backdate", (("paid_by", home.office), ("from_on", format_date(reach)),
                                       ("ask_by", format_date(max(last, home.on)))),
                  f"Please treat my claim as made on {format_date(reach)}. I could not claim earlier because …")


def _pension_back(home: Household, starts: date, counted: date) -> Advice:
    reach = max(backdated_to(counted, pension_age=True), starts)
    last = max(after("backdate, pension age", starts), home.on)
    return Advice(Topic.BACKDATE, f"It counts from {format_date(reach)} by itself", "Pension age: up to three months before "
                  "the claim, without a reason. Look that the decision says so", last, "HB (pension age) Regs 2006 reg 64")


def _uc_back(home: Household, starts: date) -> Advice | None:
    last = add_months(starts, 1)
    reach = max(add_months(home.on, -1), starts)
    if home.gets_uc:
        return None
    return Advice(Topic.BACKDATE, f"Ask with the claim that it counts from {format_date(reach)}",
                  f"At most one month back, and only for what the law names: {_UC_REASONS}", max(last, home.on),
                  "UC etc. (C&P) Regs 2013 reg 26", "benefit-backdate",
                  (("paid_by", "Universal Credit"), ("from_on", format_date(reach)), ("ask_by", format_date(max(last,
                  home.on)))),
                  f"Please backdate my claim to {format_date(reach)}. I could not claim earlier because …")


def two_homes(home: Household) -> Advice | None:
    """Rent for the home that was left, beside that of the new one."""
    starts, until = home.starts_on, home.old_home_until
    if home.kind is None or starts is None or until is None or until <= starts:
        return None
    if home.by_uc and not home.violence:
        return Advice(Topic.TWO_HOMES, "The old home is not paid for: agree how its rent is paid",
                      f"Its rent runs to {format_date(until)}. Universal Credit pays for two homes only after violence, or "
                      "while the new one is adapted for a disability", None, "UC Regs 2013 Sch 3 paras 4–8", ours=True)
    last = min(two_homes_until(starts, violence=home.violence), until)
    reason = "after violence, for up to 52 weeks" if home.violence else "where that could not be avoided, for up to 4 weeks"
    paid = "Universal Credit" if home.by_uc else "Housing Benefit"
    return Advice(Topic.TWO_HOMES, f"Ask for both homes until {format_date(last)}", f"{paid} pays for two homes {reason}. "
                  f"{sentence_case('the old home’s rent runs to')} {format_date(until)}", max(home.on, starts),
                  "UC Regs 2013 Sch 3 para 6" if home.by_uc else "HB Regs 2006 reg 7(6), (10)", "", (),
                  f"I moved on {format_date(starts)} and must pay for my old home until {format_date(until)}. Please pay for "
                  f"both until {format_date(last)}. I could not avoid it because …")


