"""Advice on payment: on account, in advance, straight to us, and deductions for what is owed (rulebook §6.2, §6.4). Pure."""

from datetime import timedelta

from housingdesk.benefits.rules.advice.shapes import Advice, Household, Topic
from housingdesk.benefits.rules.assess.case import SPECIFIED, Every, IncomeKind, monthly
from housingdesk.benefits.rules.clock import first_payment, interim_from
from housingdesk.benefits.rules.clocks import HB_MUST_PAY_WEEKS
from housingdesk.benefits.rules.direct import APA_MONTHS, DirectFacts, Ground, Tier, eight_weeks, managed_payment
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.values.dates import WEEK, format_date
from housingdesk.values.money import format_pence

_NEW = timedelta(60)
_UNDER_WAY = frozenset({ClaimState.SENT, ClaimState.EVIDENCE})


def on_account(home: Household) -> Advice | None:
    """A payment on account while the council has not decided."""
    claim = home.claim()
    if claim is None or home.by_uc or claim.state not in _UNDER_WAY:
        return None
    if claim.complete_on is None:
        return Advice(Topic.ON_ACCOUNT, "Hand in what the council asked for", "Only then do the 14 days run after which it "
                      "must pay on account", home.on, "HB Regs 2006 regs 86, 93", "benefit-evidence", (("council",
                      home.office),))
    day = interim_from(claim.complete_on)
    now = home.on >= day
    return Advice(Topic.ON_ACCOUNT, f"Ask {home.office} for a payment on account" + ("" if now else f" on {format_date(day)}"),
                  f"Everything was there on {format_date(claim.complete_on)}. Not decided within 14 days, and not by the "
                  "tenant’s fault, the council must pay a reasonable sum", home.on if now else day, "HB Regs 2006 reg 93",
                  sentence=f"My claim of {format_date(claim.counts_from)} was complete on {format_date(claim.complete_on)}. "
                  "Please make a payment on account under regulation 93.", ours=True)


def advance(home: Household) -> Advice | None:
    """An advance of Universal Credit before its first payment."""
    claim = home.claim()
    if not home.by_uc or claim is None or claim.state not in _UNDER_WAY | {ClaimState.STARTED}:
        return None
    first = first_payment(ClaimKind.UC, claim.counts_from)
    if home.on >= first.on:
        return None
    return Advice(Topic.ADVANCE, "An advance can be asked for", f"{first.sentence}. An advance is a loan and is taken back "
                  "from later payments: ask for no more than is needed", first.on, "Payments on Account Regs 2013 regs 5–8",
                  "", (),
                  "I have no money until my first payment. Please pay me an advance.")


def direct(home: Household) -> Advice | None:
    """Payment straight to us: whether it can be asked for today, or when the account would be so far."""
    claim = home.claim()
    if home.kind is None or (claim is not None and claim.to_landlord) or not home.weekly_pence:
        return None
    if claim is None and home.case.housing not in SPECIFIED:
        return None
    ground = _ground(home)
    threshold = _threshold(home)
    if ground.may or home.case.housing in SPECIFIED:
        consent = "" if ground.may else ". In supported housing the tenant’s consent is asked for at the sign-up"
        what = f"{home.paid_by} must be asked to pay us" if ground.must else f"Ask {home.paid_by} to pay us"
        return Advice(Topic.DIRECT, what, f"{ground.sentence}{consent}", home.on, ground.source, "benefit-direct-asked",
                      (("paid_by", home.paid_by), ("reason", _reason(home))), _asking(home), ours=True)
    weeks = -(-(threshold - max(0, home.owed_pence)) // home.weekly_pence)
    day = home.on + weeks * WEEK
    return Advice(Topic.DIRECT, f"Payment to us from {format_date(day)} on, if nothing is paid until "
                                "then", ground.sentence, day,
                  ground.source, ours=True)


def _ground(home: Household) -> Ground:
    if home.by_uc:
        return managed_payment(DirectFacts(home.owed_pence, monthly(home.weekly_pence, Every.WEEK), tier=home.tier))
    return eight_weeks(DirectFacts(home.owed_pence, home.weekly_pence))


def _threshold(home: Household) -> int:
    return APA_MONTHS * monthly(home.weekly_pence, Every.WEEK) if home.by_uc else HB_MUST_PAY_WEEKS * home.weekly_pence


def _reason(home: Household) -> str:
    """Why we ask, as the letter goes on after “We asked because”."""
    if home.owed_pence >= _threshold(home):
        time = f"{APA_MONTHS} months" if home.by_uc else f"{HB_MUST_PAY_WEEKS} weeks"
        return f"your account is {time} behind or more"
    return "it helps you to keep your home"


def _asking(home: Household) -> str:
    return ("Please pay my housing costs to my landlord." if home.by_uc else
            f"Please pay my Housing Benefit straight to my landlord, {home.landlord}.")


def tiers(home: Household) -> Advice | None:
    """What lets payment to us be asked for without arrears."""
    claim = home.claim()
    new = home.starts_on is not None and home.starts_on >= home.on - _NEW
    if not home.by_uc or home.tier is not None or (claim is None and not new) or (claim is not None and claim.to_landlord):
        return None
    return Advice(Topic.TIERS, "Ask whether something makes it hard for them to pay rent themselves",
                  f"Then payment to us can be asked for from the first day, without arrears. {Tier.ONE}. {Tier.TWO}", None,
                  "UC etc. (C&P) Regs 2013 reg 58; DWP guidance on alternative payment arrangements", "", (),
                  "It is hard for me to manage the rent because … Please pay it to my landlord.", ours=True)


def deductions(home: Household) -> Advice | None:
    """Deductions from Universal Credit for rent that is owed."""
    claim, limit = home.claim(), home.ceiling
    if not home.by_uc or claim is None or claim.state is not ClaimState.DECIDED or home.owed_pence <= 0 or limit is None:
        return None
    earned = home.case.monthly_income(IncomeKind.EARNINGS)
    if home.work_allowance_pence is not None and earned >= home.work_allowance_pence > 0:
        return None
    cap = (f"All deductions together stay within {limit.cap_percent}% of the standard allowance, "
           f"{format_pence(limit.cap_pence)}, and the rent may go beyond it only as a last resort")
    uncertain = f". Not certain: {limit.check}" if limit.check else ""
    return Advice(Topic.DEDUCTIONS, f"Deductions of {format_pence(limit.least_pence)} to {format_pence(limit.most_pence)} a "
                  f"month can be asked for, for the {format_pence(home.owed_pence)} owed", f"{cap}. The tenant is to be asked "
                  f"first: without that it was held unlawful{uncertain}", None, limit.source, ours=True)


