"""Guided changes on both databases: nothing ends an agreement without its conditions; each does what it says, and is undone."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.changes.actions import carrying_out, changing
from housingdesk.changes.actions.transferring import APPLICANT
from housingdesk.changes.queries import changes, judging
from housingdesk.changes.rules.words import ChangeKind, ChangeState
from housingdesk.errors import Refused
from housingdesk.holds.queries import holds
from housingdesk.holds.rules import HoldKind
from housingdesk.lettings.queries.applicants import applicant
from housingdesk.lettings.rules.words import ApplicantState, Source
from housingdesk.people import queries as people_queries
from housingdesk.tenancies.actions.starting import start_tenancy
from housingdesk.tenancies.queries.agreements import holders, holders_on, tenancy
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from housingdesk.values.timeline import Ref
from tests.support import changing as support
from tests.support import noticing
from tests.support.audited import taken_back
from tests.support.desk import MONDAY, Clock
from tests.support.lettings import make_home, make_person

ENDING: dict[ChangeKind, tuple[TenancyKind, Mapping[str, str], EndReason, date]] = {
    ChangeKind.NOTICE_BY_TENANT: (
        TenancyKind.ASSURED, {"given_on": "2026-11-23", "in_writing": "yes", "any_day": "no", "shorter": "no"},
        EndReason.NOTICE_BY_TENANT, date(2026, 12, 21)),
    ChangeKind.ABANDONMENT: (
        TenancyKind.ASSURED, {"seen_by": "A neighbour", "signs": "Post on the mat", "returning": "no", "goods": "no"},
        EndReason.ABANDONED, date(2026, 12, 21)),
    ChangeKind.SURRENDER: (
        TenancyKind.ASSURED, {"how": "keys", "accepted_on": "2026-11-23", "why": "A nursing home"},
        EndReason.SURRENDER, MONDAY),
    ChangeKind.LEFT_OVERNIGHT: (
        TenancyKind.LICENCE_EXCLUDED,
        {"last_seen": "2026-11-20", "seen_by": "Night staff", "keys": "given", "belongings": "Nothing", "safe": "yes",
         "said": "yes", "end_on": "2026-11-22", "end_reason": "The day the keys came"},
        EndReason.SURRENDER, date(2026, 11, 22)),
    ChangeKind.DEATH: (
        TenancyKind.ASSURED, {"told_by": "Her son", "successor": "no", "ends_by": "quit", "died_on": "2026-11-16"},
        EndReason.DEATH, date(2026, 12, 21)),
}


def person_of(desk: Desk, tenancy_id: int, number: int = 0) -> str:
    return str(desk.ask(holders, tenancy_ids=[tenancy_id])[number].person_id)


def names(desk: Desk, tenancy_id: int, on: date) -> list[str]:
    return [one.name for one in desk.ask(holders_on, tenancy_id=tenancy_id, on=on)]


def joint(desk: Desk) -> int:
    noticing.make_office(desk)
    return noticing.agreement(desk, "Amina Khan", "Yusuf Khan")


@pytest.mark.parametrize("kind", list(ENDING))
def test_nothing_ends_an_agreement_without_its_conditions(desk: Desk, kind: ChangeKind) -> None:
    agreement, answers, reason, last = ENDING[kind]
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk, kind=agreement)
    change_id = support.begin(desk, tenancy_id, kind)
    with pytest.raises(Refused, match="only what is decided"):
        support.carry_out(desk, change_id)
    with pytest.raises(Refused, match="Answer first"):
        support.agree(desk, change_id, last)
    support.answer(desk, change_id, {**answers, "died": person_of(desk, tenancy_id)} if kind is ChangeKind.DEATH else answers)
    support.agree(desk, change_id)
    needed = [one.spec.key for one in support.file(desk, change_id).steps if one.spec.needed]
    for key in needed:  # with any one of them missing it is refused
        with pytest.raises(Refused, match="Still to do"):
            support.carry_out(desk, change_id)
        support.step(desk, change_id, key)
    assert desk.ask(tenancy, tenancy_id=tenancy_id).ends_on is None
    said = support.carry_out(desk, change_id)
    row = desk.ask(tenancy, tenancy_id=tenancy_id)
    assert (row.ends_on, row.end_reason) == (last, reason) and "to be told" not in said.split("done from")[0]
    assert desk.ask(changes.change, change_id=change_id).state is ChangeState.DONE
    support.undo(desk, change_id)
    assert desk.ask(tenancy, tenancy_id=tenancy_id).ends_on is None
    assert desk.ask(changes.change, change_id=change_id).state is ChangeState.DECIDED


def test_a_day_before_the_law_gives_it_is_refused(desk: Desk) -> None:
    noticing.make_office(desk)
    change_id = support.begin(desk, noticing.agreement(desk), ChangeKind.NOTICE_BY_TENANT,
                              ENDING[ChangeKind.NOTICE_BY_TENANT][1])
    with pytest.raises(Refused, match="Sun 20 Dec 2026 is too early: Mon 21 Dec 2026 is the first lawful day"):
        support.agree(desk, change_id, date(2026, 12, 20))


def test_a_successor_holds_the_same_tenancy_from_the_day_after(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id, nadia = noticing.agreement(desk), make_person(desk, "Nadia Khan")
    answers = {"died": person_of(desk, tenancy_id), "died_on": "2026-11-16", "successor": str(nadia), "relation": "spouse",
               "principal": "yes", "used": "no", "spare": "no"}
    change_id = support.begin(desk, tenancy_id, ChangeKind.SUCCESSION, answers)
    assert desk.ask(people_queries.person, person_id=int(answers["died"])).died_on == date(2026, 11, 16)
    support.agree(desk, change_id)
    support.do_all_steps(desk, change_id)
    support.carry_out(desk, change_id)
    assert names(desk, tenancy_id, date(2026, 11, 16)) == ["Amina Khan"]
    assert names(desk, tenancy_id, date(2026, 11, 17)) == ["Nadia Khan"]
    support.undo(desk, change_id)
    assert names(desk, tenancy_id, MONDAY) == ["Amina Khan"]
    desk.do(carrying_out.carry_out_change, change_id=change_id, version=support.file(desk, change_id).row.version)
    again = {**answers, "died": str(nadia), "successor": answers["died"]}
    second = support.begin(desk, tenancy_id, ChangeKind.SUCCESSION, again)
    assert "There was a succession on 17 November 2026" in " ".join(support.file(desk, second).stopped)


def test_a_death_holds_the_arrears_letters_at_once_and_a_survivor_goes_on(desk: Desk) -> None:
    tenancy_id = joint(desk)
    change_id = support.begin(desk, tenancy_id, ChangeKind.DEATH)
    assert [one.kind for one in desk.ask(holds, subject=Ref("tenancy", tenancy_id))] == [HoldKind.BEREAVEMENT]
    support.answer(desk, change_id, {"died": person_of(desk, tenancy_id), "died_on": "2026-11-16", "told_by": "Yusuf"})
    support.agree(desk, change_id)
    support.do_all_steps(desk, change_id)
    support.carry_out(desk, change_id)
    assert names(desk, tenancy_id, MONDAY) == ["Yusuf Khan"] and desk.ask(tenancy, tenancy_id=tenancy_id).ends_on is None
    assert desk.ask(judging.facts_for, tenancy_id=tenancy_id, on=MONDAY, asked_on=MONDAY).successions == (date(2026, 11, 16),)
    support.undo(desk, change_id)
    assert names(desk, tenancy_id, MONDAY) == ["Amina Khan", "Yusuf Khan"]


def test_homes_of_ours_change_hands_in_one_act(desk: Desk) -> None:
    noticing.make_office(desk)
    ours, theirs = noticing.agreement(desk), noticing.agreement(desk, "Joy Okafor")
    change_id = support.begin(desk, ours, ChangeKind.EXCHANGE, {
        "ours": "yes", "with_whom": person_of(desk, theirs), "way": "assign", "arrears_cleared": "yes", "size": "yes"})
    assert support.file(desk, change_id).row.answer_by == MONDAY + timedelta(42)
    support.do_all_steps(desk, change_id)
    support.agree(desk, change_id)
    support.carry_out(desk, change_id)
    assert (names(desk, ours, MONDAY), names(desk, theirs, MONDAY)) == (["Joy Okafor"], ["Amina Khan"])
    support.undo(desk, change_id)
    assert (names(desk, ours, MONDAY), names(desk, theirs, MONDAY)) == (["Amina Khan"], ["Joy Okafor"])


def test_an_exchange_is_refused_on_a_ground_and_in_time(desk: Desk, clock: Clock) -> None:
    noticing.make_office(desk)
    change_id = support.begin(desk, noticing.agreement(desk), ChangeKind.EXCHANGE, {"ours": "no"})
    clock.to(MONDAY + timedelta(43))
    row = support.file(desk, change_id).row
    with pytest.raises(Refused, match="42 days ended"):
        desk.do(changing.refuse_change, change_id=change_id, version=row.version, ground="rent", reason="Rent is owed")
    clock.to(MONDAY + timedelta(42))
    with pytest.raises(Refused, match="on a ground"):
        desk.do(changing.refuse_change, change_id=change_id, version=row.version, ground="", reason="We do not like it")
    desk.do(changing.refuse_change, change_id=change_id, version=row.version, ground="rent", reason="Rent is owed")
    assert "Sch 14 ground 1" in desk.ask(changes.change, change_id=change_id).ended_because


def test_one_joins_and_one_leaves_and_the_first_name_follows(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id, nadia = noticing.agreement(desk), make_person(desk, "Nadia Khan")
    joins = support.begin(desk, tenancy_id, ChangeKind.SOLE_TO_JOINT, {
        "joins": str(nadia), "relation": "spouse", "lives_there": "yes", "succession": "yes"})
    support.do_all_steps(desk, joins)
    support.agree(desk, joins)
    support.carry_out(desk, joins)
    leaves = support.begin(desk, tenancy_id, ChangeKind.JOINT_TO_SOLE, {
        "leaves": person_of(desk, tenancy_id), "because": "deed", "all_agree": "yes"})
    support.do_all_steps(desk, leaves)
    support.agree(desk, leaves, MONDAY)
    support.carry_out(desk, leaves)
    assert names(desk, tenancy_id, MONDAY + timedelta(1)) == ["Nadia Khan"]
    support.undo(desk, leaves)
    assert names(desk, tenancy_id, MONDAY) == ["Amina Khan", "Nadia Khan"]


def test_a_name_changes_and_the_person_stays(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk)
    change_id = support.begin(desk, tenancy_id, ChangeKind.NAME, {
        "who": person_of(desk, tenancy_id), "name": "Amina Siddiqui", "evidence": "marriage"})
    support.do_all_steps(desk, change_id)
    support.agree(desk, change_id)
    support.carry_out(desk, change_id)
    assert desk.ask(tenancy, tenancy_id=tenancy_id).names == "Amina Siddiqui"
    support.undo(desk, change_id)
    assert desk.ask(tenancy, tenancy_id=tenancy_id).names == "Amina Khan"


def test_a_starter_becomes_assured_and_back(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk, kind=TenancyKind.STARTER, start=date(2026, 1, 12), starter_until=date(2027, 1, 11))
    change_id = support.begin(desk, tenancy_id, ChangeKind.STARTER_CONVERSION, {"how": "passed"})
    support.agree(desk, change_id)
    support.carry_out(desk, change_id)
    row = desk.ask(tenancy, tenancy_id=tenancy_id)
    assert (row.kind, row.starter_until) == (TenancyKind.ASSURED, None)
    support.undo(desk, change_id)
    row = desk.ask(tenancy, tenancy_id=tenancy_id)
    assert (row.kind, row.starter_until) == (TenancyKind.STARTER, date(2027, 1, 11))


def test_a_trial_is_not_made_longer_before_its_notice_is_served(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk, kind=TenancyKind.STARTER, start=date(2026, 1, 12), starter_until=date(2027, 1, 11))
    change_id = support.begin(desk, tenancy_id, ChangeKind.STARTER_EXTENSION, {
        "until": "2027-07-11", "reasons": "Noise", "improve": "No noise after 11pm"})
    support.agree(desk, change_id)
    support.step(desk, change_id, "review")
    with pytest.raises(Refused, match="Extension notice served"):
        support.carry_out(desk, change_id)
    assert desk.ask(tenancy, tenancy_id=tenancy_id).starter_until == date(2027, 1, 11)
    assert support.file(desk, change_id).next_on == date(2027, 1, 11)


def test_what_is_begun_is_given_up_taken_up_and_not_begun_twice(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk)
    change_id = support.begin(desk, tenancy_id, ChangeKind.SURRENDER)
    with pytest.raises(Refused, match="under way already"):
        support.begin(desk, tenancy_id, ChangeKind.SURRENDER)
    with pytest.raises(Refused, match="does not fit"):
        support.begin(desk, tenancy_id, ChangeKind.LEFT_OVERNIGHT)
    version = support.file(desk, change_id).row.version
    with pytest.raises(Refused, match="why"):
        desk.do(changing.give_up_change, change_id=change_id, version=version, because=" ")
    taken_back(desk, desk.do(changing.give_up_change, change_id=change_id, version=version, because="She stays"))
    assert desk.ask(changes.change, change_id=change_id).state is ChangeState.OPEN
    assert [line.next_step for line in desk.ask(judging.lines, on=MONDAY)] == ["Ask: How"]
    support.step(desk, change_id, "keys")
    line = desk.ask(changes.steps_of, change_id=change_id)[0]
    desk.do(changing.remove_change_step, step_id=line.id, version=line.version, because="Another home")
    assert desk.ask(changes.steps_of, change_id=change_id) == []


def test_an_agreed_transfer_applies_with_what_we_know_and_ends_with_the_new_agreement(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk)
    person = person_of(desk, tenancy_id)
    change_id = support.begin(desk, tenancy_id, ChangeKind.TRANSFER, {"reason": "Stairs", "arrears_ok": "yes"})
    support.agree(desk, change_id)
    number = int(support.file(desk, change_id).row.answers[APPLICANT])
    row = desk.ask(applicant, applicant_id=number)
    assert (row.name, row.source) == ("Amina Khan", Source.TRANSFER)
    with pytest.raises(Refused, match="New agreement signed"):
        support.carry_out(desk, change_id)
    draft = StartDraft(TenancyKind.ASSURED, (int(person),), make_home(desk), MONDAY + timedelta(14))
    made = int(desk.do(start_tenancy, draft=draft).value)
    support.carry_out(desk, change_id)
    ended = desk.ask(tenancy, tenancy_id=tenancy_id)
    assert (ended.ends_on, ended.end_reason) == (MONDAY + timedelta(13), EndReason.TRANSFER)
    assert desk.ask(changes.change, change_id=change_id).result_id == made
    support.undo(desk, change_id)
    version = support.file(desk, change_id).row.version
    desk.do(changing.give_up_change, change_id=change_id, version=version, because="They stay")
    assert desk.ask(applicant, applicant_id=number).state is ApplicantState.WITHDRAWN


def test_a_room_that_was_not_given_back_does_not_end_without_a_notice_whatever_day_is_written(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk, kind=TenancyKind.LICENCE_EXCLUDED)
    answers = {**ENDING[ChangeKind.LEFT_OVERNIGHT][1], "keys": "gone", "said": "no", "agreed_days": "7"}
    change_id = support.begin(desk, tenancy_id, ChangeKind.LEFT_OVERNIGHT, answers)
    support.do_all_steps(desk, change_id)
    support.agree(desk, change_id, MONDAY)
    with pytest.raises(Refused, match="look what the rules still wait for"):
        support.carry_out(desk, change_id)
    support.step(desk, change_id, "notice")
    with pytest.raises(Refused, match="Mon 30 Nov 2026 is the first lawful day"):
        support.carry_out(desk, change_id)
    assert desk.ask(tenancy, tenancy_id=tenancy_id).ends_on is None


def test_a_served_extension_notice_makes_the_trial_longer(desk: Desk) -> None:
    noticing.make_office(desk)
    start = date(2026, 1, 12)
    tenancy_id = noticing.agreement(desk, kind=TenancyKind.STARTER, start=start, starter_until=date(2027, 1, 11))
    change_id = support.begin(desk, tenancy_id, ChangeKind.STARTER_EXTENSION, {
        "until": "2027-07-11", "reasons": "Noise", "improve": "No noise after 11pm"})
    support.step(desk, change_id, "review")
    support.agree(desk, change_id)
    case = noticing.prepared(desk, tenancy_id, "starter-extension", ())
    case = noticing.issued(desk, noticing.colleague(desk), case)
    assert support.file(desk, change_id).missing == ("Extension notice served before the twelve months end",)
    noticing.serve(desk, case, int(person_of(desk, tenancy_id)))
    assert support.file(desk, change_id).missing == ()
    support.carry_out(desk, change_id)
    assert desk.ask(tenancy, tenancy_id=tenancy_id).starter_until == date(2027, 7, 11)
    support.undo(desk, change_id)
    assert desk.ask(tenancy, tenancy_id=tenancy_id).starter_until == date(2027, 1, 11)
