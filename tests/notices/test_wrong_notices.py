"""Wrong notices as somebody new would try them: each is refused with the reason and the way out, and nothing is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission, Role
from housingdesk.errors import Refused
from housingdesk.holds.rules import HoldKind, Stop
from housingdesk.notices import stock
from housingdesk.notices.actions import preparing, serving, wording
from housingdesk.notices.queries import judging
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.served import ServiceDraft
from housingdesk.people.queries import person_draft
from housingdesk.rent.actions.accounts import open_sub_account
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.actions.ledger import post_batch
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.drafts import AdjustmentDraft
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Payer
from housingdesk.tenancies.actions.ending import end_tenancy
from housingdesk.tenancies.actions.in_step import change_person
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.tenancies.queries.agreements import tenancy as tenancy_of
from housingdesk.tenancies.rules import EndReason, TenancyKind
from tests.support import noticing
from tests.support.audited import refused
from tests.support.desk import MONDAY, Clock

HALF_A_YEAR = MONDAY - timedelta(weeks=26)


def begin(desk: Desk, tenancy: int, notice: str = "form3", grounds: tuple[str, ...] = noticing.GROUNDS) -> str:
    """The sentence with which the beginning of a notice is refused."""
    return refused(desk, preparing.begin_notice, tenancy_id=tenancy, notice=notice, grounds=grounds, why="Arrears")


@pytest.mark.parametrize(("kind", "notice", "grounds", "said"), [
    (TenancyKind.MARKET, "form3", ("10",),
     "Form 3, notice before possession proceedings does not belong to this agreement, which is under: Housing Act 1988 as "
     "amended by the Renters' Rights Act. Use Form 3A, notice before possession proceedings"),
    (TenancyKind.ASSURED, "form3a", ("10",), "Use Form 3, notice before possession proceedings"),
    (TenancyKind.LICENCE_EXCLUDED, "form3", ("10",), "Use Notice to end an excluded licence"),
    (TenancyKind.LICENCE_PROTECTED, "ntq-landlord", (), "does not belong to this agreement"),
    (TenancyKind.ASSURED, "form3", (), "Say on which grounds, for example 10,11"),
    (TenancyKind.ASSURED, "form3", ("18",), "Ground 18 (support that goes with the home is refused without reason)"),
    (TenancyKind.ASSURED, "form3", ("99",), "There is no ground 99 that is known"),
    (TenancyKind.ASSURED, "form6a", (), "This is no shorthold tenancy but: assured tenancy. Use Form 3 with a ground"),
    (TenancyKind.ASSURED, "starter-extension", (), "This is no starter tenancy but: assured tenancy"),
    (TenancyKind.ASSURED, "minded-to", (), "Enter the last day of the term in its file"),
    (TenancyKind.ASSURED, "ntq-tenant", (), "The tenant gives this notice. When it comes, end the tenancy in its file"),
    (TenancyKind.SECURE, "s83", ("99",), "There is no ground 99 that is known"),
    (TenancyKind.ASSURED, "form3", ("7",), "Ground 7 is for a tenancy whose tenant has died. Leave ground 7 out")])
def test_a_form_or_ground_that_does_not_fit(desk: Desk, kind: TenancyKind, notice: str, grounds: tuple[str, ...],
                                            said: str) -> None:
    tenancy = noticing.owing(desk, kind=kind, start=HALF_A_YEAR)
    assert said in begin(desk, tenancy, notice, grounds)


def test_form_6a_in_the_first_four_months(desk: Desk) -> None:
    tenancy = noticing.owing(desk, kind=TenancyKind.STARTER)
    assert begin(desk, tenancy, "form6a", ()) == \
        "Form 6A may not be served in the first four months (s.21(4B)). The earliest day is Thu 21 Jan 2027"


def test_a_ground_that_the_fixed_term_forbids(desk: Desk) -> None:
    tenancy = noticing.owing(desk, kind=TenancyKind.FIXED_TERM, fixed_until=MONDAY + timedelta(400))
    assert "Ground 9 cannot be used while the fixed term runs, to 28 December 2027 (s.7(6)). Leave ground 9 out" in begin(
        desk, tenancy, "form3", ("9",))


def test_an_agreement_that_has_ended(desk: Desk) -> None:
    tenancy = noticing.owing(desk)
    row = desk.ask(tenancy_of, tenancy_id=tenancy)
    desk.do(end_tenancy, tenancy_id=tenancy, version=row.version, reason=EndReason.SURRENDER, event_on=MONDAY - timedelta(1))
    assert begin(desk, tenancy) == "This tenancy ended on 22 November 2026. Nobody is served with a notice after the end"


def test_somebody_who_has_died(desk: Desk) -> None:
    tenancy = noticing.owing(desk)
    [holder] = desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY)
    draft, version = desk.ask(person_draft, person_id=holder.person_id)
    desk.do(change_person, person_id=holder.person_id, version=version, draft=replace(draft, died_on=MONDAY - timedelta(9)))
    assert "Use a notice to quit to the personal representatives with a copy to the Public Trustee, or ground 7" in begin(
        desk, tenancy)
    case = noticing.begin(desk, tenancy, "ntq-landlord", ())
    said = refused(desk, preparing.check_notice, case_id=case.id, version=case.version)
    assert "second person" in said


@pytest.mark.parametrize(("kind", "more", "said"), [
    (HoldKind.BREATHING_SPACE, (), "Breathing space to 18 January 2027: it stops a notice for rent arrears (ground 10, 11)"),
    (HoldKind.BEREAVEMENT, (), "Bereavement since 20 November 2026: it stops a notice for rent arrears (ground 10, 11)"),
    (HoldKind.OTHER, (Stop.ANY_NOTICE,), "Other since 20 November 2026: it stops any notice. Wait until it has ended")])
def test_what_a_hold_stops(desk: Desk, kind: HoldKind, more: tuple[Stop, ...], said: str) -> None:
    tenancy = noticing.owing(desk)
    noticing.hold(desk, tenancy, kind, *more)
    assert begin(desk, tenancy).startswith(said)


def test_a_licence_is_not_ended_for_money_in_a_breathing_space(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk, kind=TenancyKind.LICENCE_EXCLUDED), noticing.colleague(desk)
    noticing.hold(desk, tenancy)
    case = noticing.answered(desk, noticing.prepared(desk, tenancy, "licence", ()), for_arrears="yes")
    case = noticing.dated(desk, case)
    assert unready(desk, other, case) == (
        "Breathing space to 18 January 2027: it stops a notice that is given because money is owed. Wait until it has ended, "
        "or give it for another reason that stands by itself")
    case = noticing.answered(desk, case, for_arrears="no")
    assert noticing.checked(desk, other, noticing.dated(desk, case)).checked_by == "Femi Ajayi"


def test_a_second_notice_of_the_same_kind(desk: Desk) -> None:
    tenancy = noticing.owing(desk)
    noticing.begin(desk, tenancy)
    assert begin(desk, tenancy) == ("Another notice of this kind is under way: begun 23 November 2026 by Ann Brown. "
                                    "Go on with that one, or withdraw it")


def unready(desk: Desk, other: Desk, case: CaseRow) -> str:
    """The sentence with which the second person's check is refused."""
    return refused(other, preparing.check_notice, case_id=case.id, version=case.version)


def test_ground_8_below_its_least(desk: Desk) -> None:
    tenancy = noticing.owing(desk, start=noticing.THREE_WEEKS)
    other, case = noticing.colleague(desk), noticing.prepared(desk, tenancy, "form3", ("8", "10"))
    assert unready(desk, other, case) == ("Ground 8: £360.00 is owed on 23 November 2026, and at least £960.00 must be. "
                                          "Leave ground 8 out and use grounds 10 and 11")


def test_nothing_owed_but_court_costs(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy = noticing.agreement(desk)
    [account] = desk.ask(accounts_of, tenancy_id=tenancy)
    costs = desk.do(open_sub_account, account_id=account.id, kind=AccountKind.COURT_COSTS).value
    desk.do(adjust, draft=AdjustmentDraft(costs, 35_500, Payer.TENANT, MONDAY, "Claim fee"))
    other, case = noticing.colleague(desk), noticing.prepared(desk, tenancy)
    assert unready(desk, other, case) == "Ground 10: nothing is owed on 23 November 2026. Leave ground 10 out"


def test_no_rent_account(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy = noticing.agreement(desk, account=False)
    other, case = noticing.colleague(desk), noticing.begin(desk, tenancy)
    assert "There is no rent account, so nothing shows what is owed. Open the rent account first" in unready(desk, other, case)


@pytest.mark.parametrize(("answer", "said"), [
    ({"contact": "no"}, "Nobody has talked with them about the arrears yet. Ring, visit or write first"),
    ({"benefit": "complete"}, "A benefit decision is awaited and everything for it was sent. Wait for the decision"),
    ({"equality": ""}, "Not answered yet: Disability, illness, age, caring"),
    ({"clause": ""}, "Not answered yet: What does the agreement say about serving notices?")])
def test_an_answer_that_stops_it(desk: Desk, answer: dict[str, str], said: str) -> None:
    tenancy = noticing.owing(desk)
    other, case = noticing.colleague(desk), noticing.prepared(desk, tenancy)
    case = noticing.answered(desk, case, **answer)
    assert unready(desk, other, case).startswith(said)


def test_no_particulars_no_dates(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.answered(desk, noticing.begin(desk, tenancy))
    assert unready(desk, other, case) == "Write why ground 10 is relied on: the particulars are not there yet"
    case = noticing.particulars(desk, case)
    assert unready(desk, other, case) == "Set how and when it is served: there are no dates yet"


def test_particulars_of_a_ground_that_is_not_there(desk: Desk) -> None:
    case = noticing.begin(desk, noticing.owing(desk))
    assert refused(desk, preparing.set_particulars, case_id=case.id, version=case.version, particulars={"14": "Noise"},
                   with_statement=True) == "Ground 14 is not on this notice"


def _dates(desk: Desk, case: CaseRow, method: Method = Method.HAND, days: int = 0, proposed: int | None = None) -> str:
    return refused(desk, preparing.set_dates, case_id=case.id, version=case.version, method=method,
                   sent_on=MONDAY + timedelta(days), proposed_on=None if proposed is None else MONDAY + timedelta(proposed))


def test_dates_that_do_not_hold(desk: Desk) -> None:
    case = noticing.answered(desk, noticing.begin(desk, noticing.owing(desk)), clause="home")
    assert _dates(desk, case, proposed=10) == ("Thu 3 Dec 2026 is too early. The earliest lawful date is Mon 7 Dec 2026; "
                                               "Tue 8 Dec 2026 is safe")
    assert _dates(desk, case, days=-3) == "Fri 20 Nov 2026 has passed. A notice goes today or later"
    assert _dates(desk, case, Method.POST) == "The agreement does not say that a notice may be posted. Hand it to each person"
    assert _dates(desk, case, Method.EMAIL).startswith("This form is not served by e-mail")


def test_printing_what_was_not_checked_or_not_confirmed(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.prepared(desk, tenancy)
    assert refused(desk, serving.issue_notice, case_id=case.id, version=case.version) == \
        "This notice is being prepared. A second person checks it first"
    case = noticing.checked(desk, other, case)
    assert refused(desk, serving.issue_notice, case_id=case.id, version=case.version).startswith(
        "Form 3, its printed words: wording not verified against the published form. A manager confirms or pastes")


def test_printing_after_the_day_it_was_to_go(desk: Desk, clock: Clock) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.prepared(desk, tenancy)
    noticing.confirm(desk, case)
    case = noticing.checked(desk, other, case)
    clock.to(MONDAY + timedelta(1))
    assert refused(desk, serving.issue_notice, case_id=case.id, version=case.version) == \
        "It was to go on Mon 23 Nov 2026, which has passed. Set the dates again"


def test_printing_by_rules_past_their_review(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.prepared(desk, tenancy)
    noticing.confirm(desk, case)
    case = noticing.checked(desk, other, case)
    old = replace(stock.shipped_pack(), review_by=MONDAY - timedelta(1))
    monkeypatch.setattr(judging, "shipped_pack", lambda: old)
    assert refused(desk, serving.issue_notice, case_id=case.id, version=case.version).startswith(
        "These rules were to be looked at again by 22 November 2026. Update the program")


@pytest.fixture
def served_with(desk: Desk) -> Callable[..., str]:
    """The sentence with which a service is refused."""
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy))
    [person] = [holder.person_id for holder in desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY)]

    def trial(**facts: object) -> str:
        usual = {"person_id": person, "method": Method.HAND, "sent_on": desk.today, "by": "Ann Brown"}
        draft = ServiceDraft(**{**usual, **facts})
        return refused(desk, serving.record_service, case_id=case.id, version=case.version, draft=draft)

    return trial


def test_service_that_was_none(desk: Desk, clock: Clock, served_with: Callable[..., str]) -> None:
    assert served_with(sent_on=MONDAY + timedelta(1)) == "Service is recorded when it has been done, not before"
    assert served_with(sent_on=MONDAY - timedelta(3)).startswith("It was printed on Mon 23 Nov 2026, so it cannot have gone")
    assert served_with(by="") == "Say who served it: they may have to tell a court"
    assert served_with(person_id=999) == "This person does not hold the agreement on that day"
    assert served_with(at="25:61") == "“25:61” is no time of day. Write it like 14:30"
    clock.to(MONDAY + timedelta(4))
    assert served_with().startswith(
        "Served on Fri 27 Nov 2026 this notice is no good: Tue 8 Dec 2026 is too early. The earliest lawful date is Fri 11 Dec")


def test_what_is_printed_is_not_changed(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy))
    said = refused(desk, preparing.set_particulars, case_id=case.id, version=case.version, particulars={"10": "More"},
                   with_statement=True)
    assert said == "This notice is printed, to be served and can no longer be changed. Take the print back first"


def test_wording_that_is_none(desk: Desk) -> None:
    def confirm(slot: str, text: str, source: str = "GOV.UK") -> str:
        return refused(desk, wording.confirm_wording, slot=slot, text=text, source=source)

    long = noticing.PASTED
    assert confirm("ground.10.old", "too short") == "This is too short to be the official text"
    assert confirm("ground.10.old", long, "") == "Say where it is published and as of which day"
    assert confirm("form6a.form", long) == "Put {names} where it belongs, on a line of its own"
    assert confirm("form6a.form", f"{long} {{anything}}").startswith("{anything} is no place that can be filled")
    assert confirm("quit.information", long).startswith("Prescribed information for a notice to quit needs no confirming")
    assert confirm("ground.10.old", long + "\u202e").startswith("The text holds a character that cannot be printed (U+202E)")
    assert confirm("nothing", long) == "This text is not one that a notice needs"


@pytest.mark.parametrize(("role", "may_serve", "may_confirm"), [
    (Role.READER, False, False), (Role.FINANCE, False, False), (Role.COORDINATOR, True, False), (Role.MANAGER, True, True)])
def test_who_may_serve_and_who_may_confirm(desk: Desk, role: Role, may_serve: bool, may_confirm: bool) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk, role)
    notice: dict[str, Any] = {"tenancy_id": tenancy, "notice": "form3", "grounds": ["10"], "why": "Arrears"}
    text: dict[str, Any] = {"slot": "ground.10.old", "text": noticing.PASTED, "source": "GOV.UK"}
    for may, action, facts in ((may_serve, preparing.begin_notice, notice), (may_confirm, wording.confirm_wording, text)):
        if may:
            assert other.do(action, **facts).value
        else:
            with pytest.raises(Refused, match=f"Your role \\({role}\\) does not let you"):
                other.do(action, **facts)


@needs(Permission.LOOK)
def _opening_balance(act: Act, *, account_id: int, on: date, pence: int) -> int:
    line = Line(account_id, EntryKind.OPENING, None, Payer.TENANT, on, pence, None, None, "Brought over from the old system")
    return post_batch(act, kind=BatchKind.OPENING, key=f"opening:{account_id}", title="Opening balances", lines=[line],
                      contra="ADJUST")


def test_an_account_with_charges_from_before_the_tenancy(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    [account] = desk.ask(accounts_of, tenancy_id=tenancy)
    desk.do(_opening_balance, account_id=account.id, on=noticing.TEN_WEEKS - timedelta(7), pence=6_420)
    case = noticing.prepared(desk, tenancy)
    assert unready(desk, other, case) == \
        "The account includes £64.20 charged before the tenancy began. Correct the account first"


@pytest.mark.parametrize(("kind", "notice", "grounds", "said"), [
    (TenancyKind.ASSURED, "s83", ("1",), "Use Form 3, notice before possession proceedings"),
    (TenancyKind.SECURE, "form3", ("10",), "Use Notice of seeking possession of a secure tenancy"),
    (TenancyKind.SECURE, "s83", (), "Say on which grounds, for example 10,11"),
    (TenancyKind.SECURE, "s83", ("11B",), "There is no ground 11B that is known"),
    (TenancyKind.LICENCE_EXCLUDED, "breach", (), "Use First written warning or Final written warning"),
    (TenancyKind.ASSURED, "warning-1", (), "Use Warning that the tenancy agreement is broken"),
    (TenancyKind.ASSURED, "room-change", (), "Agreement to move to another room does not belong to this agreement"),
    (TenancyKind.LICENCE_EXCLUDED, "abandonment", (), "does not belong to this agreement, which is under: excluded licence"),
    (TenancyKind.LICENCE_EXCLUDED, "belongings", (),
     "The agreement has not ended, so nothing was left behind. Wait until it has ended")])
def test_new_kinds_that_do_not_fit(desk: Desk, kind: TenancyKind, notice: str, grounds: tuple[str, ...], said: str) -> None:
    tenancy = noticing.owing(desk, kind=kind, start=HALF_A_YEAR)
    assert said in begin(desk, tenancy, notice, grounds)


def test_a_warning_after_the_end_and_belongings_of_somebody_who_died(desk: Desk) -> None:
    other = noticing.colleague(desk)
    tenancy = noticing.agreement_for(desk, other, "belongings", TenancyKind.LICENCE_EXCLUDED)
    assert begin(desk, tenancy, "warning-1", ()) == \
        "This licence ended on 22 November 2026. Nobody is served with a notice after the end"
    [notice] = desk.ask(judging.offered, tenancy_id=tenancy, on=MONDAY)
    assert notice.key == "belongings"


@pytest.mark.parametrize(("key", "kind", "grounds", "answers", "said"), [
    ("absence", TenancyKind.LICENCE_EXCLUDED, (), {"since": (MONDAY - timedelta(20)).isoformat(), "allowed": "28"},
     "They have been away 20 days, and the licence allows 28. Wait until after Tue 1 Dec 2026"),
    ("absence", TenancyKind.LICENCE_EXCLUDED, (), {"since": (MONDAY + timedelta(2)).isoformat()},
     "Wed 25 Nov 2026 is still to come, so they are not away since then"),
    ("absence", TenancyKind.LICENCE_EXCLUDED, (), {"reached": "no"}, "Nobody was asked where they are: they may be ill"),
    ("abandonment", TenancyKind.ASSURED, (), {"evidence": ""}, "Not answered yet: What was seen, heard or found"),
    ("warning-final", TenancyKind.LICENCE_EXCLUDED, (), {"first": "no"}, "A final warning follows a first one"),
    ("warning-1", TenancyKind.LICENCE_EXCLUDED, (), {"change": ""}, "Not answered yet: What must change?"),
    ("breach", TenancyKind.ASSURED, (), {"term": ""}, "Not answered yet: Which clause is broken"),
    ("room-change", TenancyKind.LICENCE_PROTECTED, (), {"agreed": "no"}, "An agreement that somebody had no time for is no"),
    ("s83", TenancyKind.SECURE, ("10A",), {"suitable": "no"}, "These grounds need other accommodation that is suitable"),
    ("s83", TenancyKind.SECURE, ("2A",), {"partner": "no"}, "The partner who left and is not on the agreement needs a copy"),
    ("s83", TenancyKind.SECURE, ("1",), {"ground_1": ""}, "Not answered yet: What does ground 1 rest on?"),
    ("s83za", TenancyKind.SECURE, (), {"convicted": (MONDAY - timedelta(400)).isoformat()},
     "Section 84A: the conviction, finding or order of 19 October 2025 is not within twelve months"),
    ("s83za", TenancyKind.SECURE, (), {"condition": "4", "convicted": (MONDAY - timedelta(120)).isoformat()},
     "is not within three months. Use grounds of Schedule 2, such as ground 2"),
    ("form3", TenancyKind.ASSURED, ("7A",), {"convicted": (MONDAY + timedelta(1)).isoformat()}, "Leave ground 7A out"),
    ("licence-now", TenancyKind.LICENCE_EXCLUDED, (), {"violence": ""}, "Not answered yet: What happened, when")])
def test_an_answer_that_stops_a_new_kind(sqlite_desk: Desk, key: str, kind: TenancyKind, grounds: tuple[str, ...],
                                         answers: dict[str, str], said: str) -> None:
    desk, other = sqlite_desk, noticing.colleague(sqlite_desk)
    tenancy = noticing.owing(desk, kind=kind)
    case = noticing.finished(desk, noticing.begin(desk, tenancy, key, grounds), **answers)
    assert said in unready(desk, other, case)


def test_secure_ground_1_for_rent_that_is_not_owed(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy, other = noticing.agreement(desk, kind=TenancyKind.SECURE), noticing.colleague(desk)
    case = noticing.finished(desk, noticing.begin(desk, tenancy, "s83", ("1",)), ground_1="rent")
    assert unready(desk, other, case) == "Ground 1: nothing is owed on 23 November 2026. Leave ground 1 out"


def test_violence_needs_a_second_person(desk: Desk) -> None:
    tenancy = noticing.owing(desk, kind=TenancyKind.LICENCE_EXCLUDED)
    case = noticing.finished(desk, noticing.begin(desk, tenancy, "licence-now", ()))
    assert unready(desk, desk, case).startswith("You wrote some of this notice yourself. A second person checks it")


def test_a_copy_without_its_notice_and_for_somebody_on_the_agreement(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk, "Amina Khan", "Sam Okafor"), noticing.colleague(desk)
    case = noticing.finished(desk, noticing.begin(desk, tenancy, "s8a", ()))
    said = unready(desk, other, case)
    assert "They are on the agreement, so the notice itself is served on them" in said
    assert "No notice with ground 14A is printed for this home, so there is nothing to copy" in said


def test_a_copy_served_on_somebody_else(desk: Desk) -> None:
    other = noticing.colleague(desk)
    tenancy = noticing.agreement_for(desk, other, "s8a", TenancyKind.ASSURED)
    case = noticing.issued(desk, other, noticing.finished(desk, noticing.begun(desk, tenancy, "s8a")))
    [holder] = desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY)
    draft = ServiceDraft(holder.person_id, Method.HAND, MONDAY, "Ann Brown")
    assert refused(desk, serving.record_service, case_id=case.id, version=case.version, draft=draft) == \
        "This notice is not to them"


def test_an_answer_to_a_question_that_is_not_asked(desk: Desk) -> None:
    case = noticing.begin(desk, noticing.owing(desk, kind=TenancyKind.LICENCE_EXCLUDED), "warning-1", ())
    assert refused(desk, preparing.answer, case_id=case.id, version=case.version, answers={"gas": "yes"}) == \
        "This is not asked for this notice"
    assert refused(desk, preparing.answer, case_id=case.id, version=case.version, answers={"review_days": "0"}) == \
        "Write a whole number"
