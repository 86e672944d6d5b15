"""The regime of every kind on every side of every date, the words of each agreement, and what a start must say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.settings.rules.catalogue import CATALOGUE, LANDLORD_STATUSES
from housingdesk.tenancies.rules import (
    ASSURED,
    LAST_DAY_MEANS,
    LICENCES,
    BenefitRoute,
    EndReason,
    LandlordStatus,
    Regime,
    StartDraft,
    TenancyKind,
    already_ended_sentence,
    home_words,
    last_charge_day,
    names_line,
    reference_letter,
    reference_of,
    regime,
    since_words,
    words_for,
)

TODAY = date(2026, 11, 23)
OLD, RRA = Regime.HA88_OLD, Regime.HA88_RRA
PRP, UNREGISTERED, OTHER = LandlordStatus
K = TenancyKind


@pytest.mark.parametrize(("kind", "landlord", "social", "on", "commencement", "expected"), [
    # Non-residential first, whatever else is said.
    (K.CONTRACT, PRP, True, TODAY, None, Regime.CONTRACT),
    (K.CONTRACT, OTHER, False, date(2030, 1, 1), date(2027, 1, 1), Regime.CONTRACT),
    # Licences.
    (K.LICENCE_EXCLUDED, PRP, True, TODAY, None, Regime.LICENCE_EXCLUDED),
    (K.LICENCE_EXCLUDED, UNREGISTERED, False, date(2030, 1, 1), date(2027, 1, 1), Regime.LICENCE_EXCLUDED),
    (K.LICENCE_PROTECTED, PRP, True, TODAY, None, Regime.BASIC_PROTECTION),
    (K.LICENCE_PROTECTED, OTHER, True, date(2030, 1, 1), date(2027, 1, 1), Regime.BASIC_PROTECTION),
    # Secure tenancies of before 15 January 1989.
    (K.SECURE, PRP, True, TODAY, None, Regime.SECURE_1985),
    (K.SECURE, PRP, True, date(2030, 1, 1), date(2027, 10, 1), Regime.SECURE_1985),
    # A registered provider's social housing: the old law until its own day, which is not known yet.
    (K.ASSURED, PRP, True, date(2026, 4, 30), None, OLD),
    (K.ASSURED, PRP, True, date(2026, 5, 1), None, OLD),
    (K.ASSURED, PRP, True, date(2035, 1, 1), None, OLD),
    (K.ASSURED, PRP, True, date(2027, 9, 30), date(2027, 10, 1), OLD),
    (K.ASSURED, PRP, True, date(2027, 10, 1), date(2027, 10, 1), RRA),
    (K.STARTER, PRP, True, TODAY, None, OLD),
    (K.FIXED_TERM, PRP, True, TODAY, None, OLD),
    (K.PROTECTED_ASSURED, PRP, True, TODAY, None, OLD),
    (K.DEMOTED, PRP, True, TODAY, None, OLD),
    (K.INTERMEDIATE, PRP, True, TODAY, None, OLD),
    # Its other lets, and every other landlord's: since 1 May 2026.
    (K.ASSURED, PRP, False, date(2026, 4, 30), None, OLD),
    (K.ASSURED, PRP, False, date(2026, 5, 1), None, RRA),
    (K.INTERMEDIATE, PRP, False, date(2026, 5, 1), None, RRA),
    (K.MARKET, PRP, True, date(2026, 5, 1), None, RRA),
    (K.MARKET, PRP, True, date(2026, 4, 30), None, OLD),
    (K.ASSURED_PERIODIC, PRP, False, date(2026, 5, 1), None, RRA),
    (K.ASSURED, UNREGISTERED, True, date(2026, 4, 30), None, OLD),
    (K.ASSURED, UNREGISTERED, True, date(2026, 5, 1), None, RRA),
    (K.ASSURED, OTHER, True, date(2026, 5, 1), date(2027, 10, 1), RRA),
])
def test_the_regime_table(kind: TenancyKind, landlord: LandlordStatus, social: bool, on: date, commencement: date | None,
                          expected: Regime) -> None:
    assert regime(kind, landlord=landlord, social_housing=social, on=on, social_commencement=commencement) is expected


def test_the_other_date_can_be_corrected_too() -> None:
    assert regime(K.MARKET, landlord=PRP, social_housing=False, on=TODAY, social_commencement=None,
                  other_commencement=date(2027, 1, 1)) is OLD


def test_the_settings_know_the_same_landlords() -> None:
    assert {value for value, _ in LANDLORD_STATUSES} == {str(status) for status in LandlordStatus}
    assert LandlordStatus(CATALOGUE["landlord.status"].default) is PRP


@pytest.mark.parametrize("kind", TenancyKind)
def test_words_follow_the_agreement(kind: TenancyKind) -> None:
    words = words_for(kind)
    said = " ".join((words.agreement, words.person, words.charge))
    if kind in LICENCES:
        assert said == "licence resident licence charge" and reference_letter(kind) == "L"
    elif kind is K.CONTRACT:
        assert said == "agreement holder charge" and reference_letter(kind) == "G"
    else:
        assert said == "tenancy tenant rent" and reference_letter(kind) == "T"
    assert (kind in ASSURED) == (said.startswith("tenancy") and kind is not K.SECURE)


@pytest.mark.parametrize("reason", EndReason)
def test_the_last_day_charged(reason: EndReason) -> None:
    moved = reason in (EndReason.EXCHANGE, EndReason.TRANSFER)
    assert last_charge_day(reason, date(2026, 12, 1)) == (date(2026, 11, 30) if moved else date(2026, 12, 1))
    assert LAST_DAY_MEANS[reason]


DRAFT = StartDraft(K.ASSURED, (1, 2), 7, TODAY)


@pytest.mark.parametrize(("draft", "field", "sentence"), [
    (replace(DRAFT, person_ids=()), "person_ids", "Choose who holds the tenancy"),
    (replace(DRAFT, kind=K.LICENCE_EXCLUDED, person_ids=()), "person_ids", "Choose who holds the licence"),
    (replace(DRAFT, person_ids=(1, 1)), "person_ids", "chosen twice"),
    (replace(DRAFT, starts_on=date(2206, 1, 1)), "starts_on", "more than a year away. Check the year"),
    (replace(DRAFT, starts_on=date(206, 1, 1)), "starts_on", "too long ago. Check the year"),
    (replace(DRAFT, claim_reference="x" * 61), "claim_reference", "61 characters"),
    (replace(DRAFT, claim_reference="\u202e"), "claim_reference", "cannot be seen"),
    (replace(DRAFT, kind=K.CONTRACT, route=BenefitRoute.UC_DIRECT), "route", "does not pay for a garage"),
    (replace(DRAFT, starter_until=date(2027, 11, 22)), "starter_until", "Only a starter tenancy"),
    (replace(DRAFT, kind=K.STARTER, starter_until=TODAY), "starter_until", "after the first day"),
    (replace(DRAFT, kind=K.STARTER, starter_until=date(2028, 5, 24)), "starter_until", "at most 18 months, here until 23 May"),
    (replace(DRAFT, fixed_until=date(2031, 11, 22)), "fixed_until", "Only a fixed-term tenancy"),
    (replace(DRAFT, kind=K.FIXED_TERM, fixed_until=date(2026, 1, 1)), "fixed_until", "after the first day"),
])
def test_what_stands_against_a_start(draft: StartDraft, field: str, sentence: str) -> None:
    [problem] = draft.problems(TODAY)
    assert problem.field == field and sentence in problem.message


def test_what_does_not_stand_against_a_start() -> None:
    assert DRAFT.problems(TODAY) == []
    assert replace(DRAFT, kind=K.STARTER, starter_until=date(2028, 5, 23)).problems(TODAY) == []
    assert replace(DRAFT, kind=K.FIXED_TERM, fixed_until=date(2031, 11, 22)).problems(TODAY) == []


def test_a_reference_holds_six_digits() -> None:
    assert reference_of(K.ASSURED, 4471) == "T004471" and reference_of(K.CONTRACT, 999_999) == "G999999"
    for number in (0, 1_000_000):
        with pytest.raises(ValueError, match="six digits"):
            reference_of(K.ASSURED, number)


def test_sentences_about_an_end() -> None:
    assert already_ended_sentence(K.ASSURED, date(2026, 11, 20), TODAY) == "This tenancy already ended on 20 Nov"
    assert already_ended_sentence(K.LICENCE_PROTECTED, date(2025, 11, 30), TODAY) == "This licence already ended on 30 Nov 2025"
    assert already_ended_sentence(K.CONTRACT, date(2026, 11, 30), TODAY) == "This agreement ends already on 30 Nov"
    assert since_words(date(2021, 5, 5), None, TODAY) == "since 5 May 2021"
    assert since_words(date(2026, 12, 1), None, TODAY) == "from 1 December 2026"
    assert since_words(date(2021, 5, 5), date(2026, 11, 30), TODAY) == "since 5 May 2021, until 30 November 2026"
    assert home_words("14 Dale Road", "T004471", date(2021, 5, 5), date(2024, 1, 1), TODAY).endswith("left 2024")
    assert home_words("14 Dale Road", "T004471", date(2021, 5, 5), TODAY, TODAY).endswith("until 23 November 2026")


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=200), min_size=1, max_size=12))
def test_the_line_of_names_always_fits_and_begins_with_the_lead(names: list[str]) -> None:
    line = names_line(names)
    assert len(line) <= 400 and line.startswith(names[0])


def test_the_day_an_end_may_be() -> None:
    assert replace(DRAFT, starts_on=TODAY + timedelta(days=366)).problems(TODAY) == []


@given(st.sampled_from(TenancyKind), st.dates(), st.none() | st.dates(), st.none() | st.dates())
def test_any_day_is_judged_and_none_breaks_the_judge(kind: TenancyKind, on: date, starter: date | None,
                                                     fixed: date | None) -> None:
    found = StartDraft(kind, (1,), 7, on, starter_until=starter, fixed_until=fixed).problems(TODAY)
    assert not found or all(problem.message for problem in found)
    assert ("starts_on" in {p.field for p in found}) == (on < date(1900, 1, 1) or on > date(2027, 11, 24))
