"""How long benefit goes on while somebody is away: by the reason, with the first day counted and the day of return not."""

from datetime import date, timedelta

import pytest

from housingdesk.benefits.law_stock import absences
from housingdesk.benefits.rules.absence import away_clock, rule_for
from housingdesk.benefits.rules.words import AbsenceReason, ClaimKind

LEFT = date(2026, 9, 7)
WEEKS = {AbsenceReason.HOSPITAL: 52, AbsenceReason.REMAND: 52, AbsenceReason.RESPITE: 52, AbsenceReason.VIOLENCE: 52,
         AbsenceReason.CARE_GIVING: 52, AbsenceReason.TRAINING: 52, AbsenceReason.PRISON: 13,
         AbsenceReason.RESIDENTIAL_TRIAL: 13, AbsenceReason.HOLIDAY: 13, AbsenceReason.OTHER: 13, AbsenceReason.ABROAD: 4}
MONTHS = {reason: {AbsenceReason.VIOLENCE: 12, AbsenceReason.ABROAD: 1}.get(reason, 6) for reason in AbsenceReason}


@pytest.mark.parametrize("reason", list(AbsenceReason))
def test_every_reason_has_its_limit_in_each_benefit(reason: AbsenceReason) -> None:
    council = rule_for(absences(), ClaimKind.HB_SUPPORTED, reason, LEFT)
    dwp = rule_for(absences(), ClaimKind.UC, reason, LEFT)
    assert council is not None and (council.weeks, council.months) == (WEEKS[reason], 0) and "reg 7" in council.source
    assert dwp is not None and (dwp.weeks, dwp.months) == (0, MONTHS[reason]) and dwp.check, "the rulebook is silent"


@pytest.mark.parametrize("reason", [AbsenceReason.HOSPITAL, AbsenceReason.PRISON])
def test_the_day_of_return_is_not_counted(reason: AbsenceReason) -> None:
    last = LEFT + timedelta(weeks=WEEKS[reason])
    for back, ends in ((last, False), (last + timedelta(1), True)):
        found = away_clock(absences(), ClaimKind.HB, reason, LEFT, None, back, back)
        assert found is not None and found.back_by == last and found.ends is ends
        assert found.days == (back - LEFT).days and ("in time" in found.sentence) is not ends


def test_a_sentence_of_more_than_thirteen_weeks_ends_it_at_once() -> None:
    known = away_clock(absences(), ClaimKind.HB, AbsenceReason.PRISON, LEFT, LEFT + timedelta(100), None, LEFT)
    assert known is not None and known.ends and "more than 13 weeks, so benefit does not go on" in known.sentence
    short = away_clock(absences(), ClaimKind.HB, AbsenceReason.PRISON, LEFT, LEFT + timedelta(80), None, LEFT)
    assert short is not None and not short.ends and short.days == 1 and short.left == 91
    assert (short.tell_whom, short.tell_by) == ("the council", date(2026, 10, 7))


def test_who_stays_away_has_to_claim_anew_and_a_dwp_claim_is_told_in_the_journal() -> None:
    found = away_clock(absences(), ClaimKind.UC, AbsenceReason.HOSPITAL, LEFT, None, None, date(2027, 3, 8))
    assert found is not None and found.ends and found.back_by == date(2027, 3, 7)
    assert "benefit ended on 6 March 2027" in found.sentence and found.tell_whom == "the DWP, in the journal"


def test_abroad_has_no_rule_before_the_day_of_the_shipped_one() -> None:
    assert away_clock(absences(), ClaimKind.HB, AbsenceReason.ABROAD, date(2016, 7, 27), None, None, date(2016, 8, 1)) is None
