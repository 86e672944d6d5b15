"""Lists of nominations taken in: new, changed, the same again, ended, to be put right; and what comes with each."""

from datetime import date

from housingdesk.access.desk import Desk
from housingdesk.documents.rules import fingerprint
from housingdesk.lettings.actions.applicants import add_applicant, set_state
from housingdesk.lettings.actions.importing import Imported, import_nominations
from housingdesk.lettings.actions.nomination_rights import add_right, end_right
from housingdesk.lettings.parsers.nomination_columns import Columns
from housingdesk.lettings.queries import applicants, incoming, nominations
from housingdesk.lettings.queries.signup import answers_of
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.nominations import RightDraft, Told
from housingdesk.lettings.rules.words import ApplicantState, Source
from housingdesk.voids.queries.plan import void_plan
from housingdesk.voids.rules.words import VoidStepKind
from tests.support.applicants import LIST, Place, make_place, nominees
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import MONDAY


def taken_in(desk: Desk, place: Place, text: str = LIST) -> Imported:
    made: Imported = desk.do(import_nominations, nominees=nominees(text), source=Source.NOMINATION, received_on=MONDAY,
                             council_id=place.town.council, fingerprint=fingerprint(text.encode()), name="list.csv").value
    return made


def test_a_list_is_taken_in_once(desk: Desk) -> None:
    place = make_place(desk)
    made = taken_in(desk, place)
    assert (len(made.new), made.changed, made.same, made.not_read) == (2, (), 0, 1)
    assert last_act(desk)[1] == "2 new, 0 changed, 1 left out to be put right from Dalebrook Borough Council"
    amina, bob = desk.ask(applicants.applicants)
    assert (amina.name, amina.reference, amina.their_reference, amina.bedrooms_needed) == ("Amina Khan", "A000001", "N1", 3)
    assert amina.answer_by == date(2026, 11, 26), "three working days after Monday, as the agreement says"
    assert amina.for_space_id == place.town.home and bob.for_space_id is None
    answers = desk.ask(answers_of, applicant_id=amina.id)
    assert {key: answers.look(key) for key in ("name_1", "born_on_1", "name_2", "relationship_2", "people", "risk")} == {
        "name_1": "Amina Khan", "born_on_1": "1989-04-03", "name_2": "Ali Khan", "relationship_2": "child", "people": "2",
        "risk": "Her former partner looks for her"}
    assert answers.said["born_on_1"].source == "from Dalebrook Borough Council"
    step = desk.ask(void_plan, void_id=place.void, on=MONDAY).step(VoidStepKind.NOMINATION)
    assert step.actual_on == MONDAY, "the empty home has its nomination"
    again = taken_in(desk, place)
    assert (again.new, again.changed, again.same, again.not_read) == ((), (), 2, 1)
    assert len(desk.ask(applicants.applicants)) == 2


def test_the_same_file_and_the_same_people_are_known_before(desk: Desk) -> None:
    place = make_place(desk)
    taken_in(desk, place)
    known = desk.ask(incoming.prepare_text, text=LIST, council_id=place.town.council, today=MONDAY)
    assert known.seen_on == MONDAY and [one.told for one in known.compared] == [Told.SAME, Told.SAME, Told.NOT_READ]
    by_birth = desk.ask(incoming.prepare_text, text="Ref,Name,DOB\n,BOB MARSH,12.05.71\n", council_id=place.town.council,
                        today=MONDAY)
    assert [one.told for one in by_birth.compared] == [Told.SAME] and by_birth.seen_on is None
    elsewhere = desk.ask(incoming.prepare_text, text=LIST, council_id=place.town.council + 1, today=MONDAY)
    assert [one.told for one in elsewhere.compared][:2] == [Told.NEW, Told.NEW], "another council's N1 is somebody else"


def test_what_a_list_says_otherwise_is_shown_and_taken_over(desk: Desk) -> None:
    place = make_place(desk)
    taken_in(desk, place)
    other = LIST.replace("N2,Bob Marsh,12/05/1971,B,1,", "N2,Bob Marsh,12/05/1971,A,2,").replace("Letters", "Letters and bills")
    before = desk.ask(incoming.prepare_text, text=other, council_id=place.town.council, today=MONDAY)
    amina, bob, _ = before.compared
    assert [(d.key, d.before, d.after) for d in bob.differences] == [("bedrooms_needed", "1", "2"), ("priority", "B", "A")]
    assert [(d.key, d.secret) for d in amina.differences] == [("support_needs", True)]
    outcome = desk.do(import_nominations, nominees=nominees(other), source=Source.NOMINATION, received_on=MONDAY,
                      council_id=place.town.council)
    assert len(outcome.value.changed) == 2 and outcome.value.new == ()
    rows = desk.ask(applicants.applicants)
    assert (rows[1].priority, rows[1].bedrooms_needed) == ("A", 2)
    assert desk.ask(answers_of, applicant_id=rows[0].id).look("support_needs") == "Letters and bills"
    taken_back(desk, outcome)
    rows = desk.ask(applicants.applicants)
    assert (rows[1].priority, rows[1].bedrooms_needed) == ("B", 1)
    assert desk.ask(answers_of, applicant_id=rows[0].id).look("support_needs") == "Letters"


def test_a_list_taken_out_again_leaves_nobody(desk: Desk) -> None:
    place = make_place(desk)
    outcome = desk.do(import_nominations, nominees=nominees(), source=Source.NOMINATION, received_on=MONDAY,
                      council_id=place.town.council)
    taken_back(desk, outcome)
    assert desk.ask(applicants.applicants) == []


def test_who_ended_is_not_taken_in_again(desk: Desk) -> None:
    place = make_place(desk)
    made = taken_in(desk, place)
    desk.do(set_state, applicant_id=made.new[1], version=None, state=ApplicantState.WITHDRAWN, reason="Found another home")
    found = desk.ask(incoming.prepare_text, text=LIST, council_id=place.town.council, today=MONDAY)
    assert [one.told for one in found.compared] == [Told.SAME, Told.ENDED, Told.NOT_READ]
    assert found.compared[1].known is not None and found.compared[1].known.ended == "withdrawn since 23 November 2026"
    assert taken_in(desk, place).ended == 1 and len(desk.ask(applicants.applicants)) == 2


def test_columns_are_remembered_for_each_council(desk: Desk) -> None:
    place = make_place(desk)
    said = Columns(("name", "born"), ("Wer", "Geboren"))
    desk.do(import_nominations, nominees=(), source=Source.NOMINATION, received_on=MONDAY, council_id=place.town.council,
            columns=said)
    [one] = desk.ask(incoming.prepare_text, text="Wer,Geboren\nBob Marsh,12/05/1971\n", council_id=place.town.council,
                     today=MONDAY).compared
    assert (one.told, one.incoming.born_on) == (Told.NEW, "1971-05-12")
    assert "Say which council" in refused(desk, import_nominations, nominees=(), source=Source.NOMINATION, received_on=MONDAY)


def test_agreements_follow_one_another_and_the_share_is_a_sentence(desk: Desk) -> None:
    place = make_place(desk, percent=50)
    made = desk.do(add_right, draft=RightDraft(place.town.council, 75, 100, 5, 2, date(2026, 11, 1)))
    first, second = reversed(desk.ask(nominations.rights))
    assert (first.end, second.end, second.percent) == (date(2026, 11, 1), None, 75)
    assert desk.ask(nominations.answer_by, council_id=place.town.council, received_on=date(2026, 12, 23)) == date(2026, 12, 29)
    assert "entered already" in refused(desk, add_right, draft=RightDraft(place.town.council, 60, 100, 5, 2, date(2026, 6, 1)))
    assert "between 0 and 100" in refused(desk, add_right, draft=RightDraft(place.town.council, 160, 100, 5, 2, MONDAY))
    assert "ends after 1 November" in refused(desk, end_right, right_id=made.value, version=None, end=date(2026, 10, 1))
    taken_back(desk, made)
    [share] = desk.ask(nominations.shares, on=MONDAY)
    assert share.sentence == ("No re-let in Dalebrook Borough Council since 1 April 2026; the agreement gives the council 50%")
    assert [row.end for row in desk.ask(nominations.rights)] == [None]


def test_a_referral_needs_whoever_refers(desk: Desk) -> None:
    place = make_place(desk)
    draft = ApplicantDraft("Dee Roe", Source.REFERRAL, MONDAY)
    assert "Say who refers them" in refused(desk, add_applicant, draft=draft)
    made = desk.do(add_applicant, draft=ApplicantDraft("Dee Roe", Source.REFERRAL, MONDAY, agent_id=place.agent))
    row = desk.ask(applicants.applicant, applicant_id=made.value)
    assert (row.came, row.answer_by) == ("referred by Harbour Support", None)
    taken_back(desk, made)
    assert desk.ask(applicants.applicants) == []
