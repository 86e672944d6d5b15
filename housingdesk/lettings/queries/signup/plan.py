"""What a letting will charge first and what its residents will pay themselves, as the sign-up explains it."""

from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.queries.signup.case import SignUpCase
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.signup.schedule import (
    Basis,
    FirstCharge,
    Instalment,
    by_weeks,
    charge_lines,
    first_charge,
    own_words,
    payments,
)
from housingdesk.lettings.rules.words import Flow
from housingdesk.rent.queries.next_debit import cycle_start, rent_free_weeks
from housingdesk.rent.rules.charging import Terms
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.settings import queries as settings
from housingdesk.values.money import portion


@dataclass(frozen=True, slots=True)
class PayPlan:
    """What is charged, what falls due first, and the resident's own payments; ``words`` says their part in a sentence."""

    basis: Basis
    first: FirstCharge
    payments: tuple[Instalment, ...]
    words: str


def pay_plan(case: SignUpCase) -> PayPlan | None:
    """The plan of a sign-up; None while it is not known when it starts or what it costs."""
    start, basis = case.answers.day("starts_on"), basis_of(case)
    if start is None or basis is None:
        return None
    first = first_charge(basis)
    every = _frequency(case.known, "pays_every") or by_weeks(basis.frequency)
    day = case.answers.day("pays_first_on") or start
    rows = payments(basis, every, day) if case.known.pays_themselves else ()
    return PayPlan(basis, first, rows, own_words(basis, every, rows, case.answers.look("pays_how")))


def basis_of(case: SignUpCase) -> Basis | None:
    """How the account will be charged; None while a part of it is not known."""
    start, lines = case.answers.day("starts_on"), charge_lines(case.known)
    frequency = _frequency(case.known, "frequency")
    if start is None or not lines or frequency is None:
        return None
    if charges_vat(case):
        lines = (*lines, *(_vat(line, start) for line in lines if line.code is ChargeCode.GARAGE))
    weekly = frequency not in (Frequency.MONTHLY, Frequency.NIGHTLY)
    free = rent_free_weeks() if rent_free(case) and weekly else frozenset[date]()
    whole = settings.value("rent.part_weeks", start) == "whole week"
    return Basis(lines, Terms(frequency, start, None, free, whole), cycle_start(start))


def charges_vat(case: SignUpCase) -> bool:
    """Whether VAT comes on top: a garage, store or parking space let to somebody who has no home of ours."""
    return case.head.flow is Flow.NON_RESIDENTIAL and case.answers.look("holds_home") == "no"


def rent_free(case: SignUpCase) -> bool:
    """Whether the account has rent-free weeks, as the home's last one had."""
    return case.answers.look("rent_free") == "yes" and case.head.flow is not Flow.NON_RESIDENTIAL


def _vat(line: ChargeDraft, on: date) -> ChargeDraft:
    return ChargeDraft(ChargeCode.VAT, f"VAT on {line.description.lower()}",
                       portion(line.pence, settings.value("vat.rate", on), 10_000))


def _frequency(known: Known, key: str) -> Frequency | None:
    said = known.answers.look(key)
    return Frequency(said) if said else None
