"""A letter in the form its reader needs, by the way they want, and each reason why one is not made with what settles it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.diary.queries import tasks
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.mailings import actions
from housingdesk.mailings.queries import many, runs, single
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.mailings.rules import STATEMENT, Proposed, tally
from housingdesk.mailings.rules.reasons import ToWhom, Where, why_again, why_balance_moved, why_unreachable
from housingdesk.people.actions import add_contact, add_need, prefer_contact
from housingdesk.people.queries import person_draft
from housingdesk.people.rules import ContactDraft, ContactKind, NeedDraft, NeedKind
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.rules.drafts import AdjustmentDraft
from housingdesk.rent.rules.words import Payer
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.actions.in_step import change_person
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import behind, make_letters, make_office, proposed
from tests.mailings.test_single_letter import VISIT, agreement_of
from tests.support.banking import make_payer
from tests.support.desk import MONDAY, Clock
from tests.support.letters import printed

AMINA = ToWhom("Amina Khan", None, "Flat 2, 14 Mill Lane, Dalebrook, ZZ9 9ZZ", "ZZ9 9ZZ", False, "")


def somebody(desk: Desk, *needs: NeedKind, email: str = "") -> tuple[int, int, int]:
    """Somebody who owes four weeks: account, agreement, person."""
    make_office(desk)
    account = behind(desk)
    tenancy_id, person_id = agreement_of(desk, account)
    for kind in needs:
        desk.do(add_need, person_id=person_id, draft=NeedDraft(kind, MONDAY - timedelta(30), "Urdu"))
    if email:
        made = desk.do(add_contact, person_id=person_id, draft=ContactDraft(ContactKind.EMAIL, email)).value
        desk.do(prefer_contact, person_id=person_id, contact_id=made)
    return account, tenancy_id, person_id


def drawn(desk: Desk, rows: list[Proposed]) -> MadeLetter:
    [made] = desk.ask(runs.draw, chosen=rows, on=desk.today, signed_by="Ann Brown")
    assert isinstance(made, MadeLetter)
    return made


def test_easy_read_is_set_without_being_asked(desk: Desk) -> None:
    account, tenancy_id, person_id = somebody(desk, NeedKind.EASY_READ)
    [row] = proposed(desk, account)
    assert row.easy_read and row.see_first == () and tally([row]).easy_read == 1
    made = drawn(desk, [row])
    assert made.easy_read and made.pdf is not None
    words = " ".join(printed(made.pdf))
    assert "How much do you owe? £449.60" in words and "Statement of your rent account" in words
    draft = LetterDraft(tenancy_id, "ring-us", person_id)
    assert desk.ask(single.look, draft=draft, on=desk.today, signed_by="Ann Brown", sample=True).easy_read
    offered = {one.key: one for one in desk.ask(single.writing, tenancy_id=tenancy_id, on=desk.today, by="x").letters}
    assert offered["ring-us"].see_first[person_id] == ("No easy wording yet: it goes in easy read with the plain one",)
    assert offered["appointment"].see_first[person_id] == ()


def test_what_no_program_makes_is_seen_first_and_kept(desk: Desk) -> None:
    account, *_ = somebody(desk, NeedKind.BRAILLE, NeedKind.TRANSLATION)
    [row] = proposed(desk, account)
    assert row.ready and row.rank == 1
    assert row.see_first == ("Needs braille, Urdu: make it and send it with this",
                             "Needs letters in Urdu: make it and send it with this")
    made = drawn(desk, [row])
    assert made.pdf is not None and "Needs braille" in made.data


def test_an_email_is_sent_as_text_and_kept_as_a_page(desk: Desk) -> None:
    account, *_ = somebody(desk, email="amina.khan@post.example")
    rows = proposed(desk, account)
    assert rows[0].email == rows[0].address == "amina.khan@post.example" and tally(rows).by_email == 1
    made = drawn(desk, rows)
    assert made.way is Way.EMAIL and made.pdf is not None and made.body is not None
    assert made.body.startswith("Your rent is £449.60 behind.") and "Statement of your rent account" in made.body
    [letter] = desk.ask(letter_queries.letters, run_id=make_letters(desk, rows))
    assert letter.state == LetterState.READY and "£449.60" in printed(desk.ask(letter_queries.pdf, letter_id=letter.id))[0]


def test_what_goes_by_email_is_said_to_be_ready_to_email(desk: Desk) -> None:
    account, *_ = somebody(desk, email="amina.khan@post.example")
    made = drawn(desk, proposed(desk, account))
    assert desk.do(actions.issue_run, title="Letters", letters=[made]).sentence == "1 letter ready to e-mail"
    paper = replace(made, way=Way.POST)
    assert desk.do(actions.issue_run, title="Letters", letters=[made, paper, paper]).sentence == \
        "3 letters ready: 2 to print, 1 to e-mail"
    assert desk.do(actions.issue_run, title="Letters", letters=[paper]).sentence == "1 letter ready to print"


def test_a_statement_goes_by_email_too(desk: Desk) -> None:
    account, *_ = somebody(desk, email="amina.khan@post.example")
    made = drawn(desk, proposed(desk, account, template=STATEMENT))
    assert made.way is Way.EMAIL and made.body is not None
    assert made.body.startswith("Dear Amina Khan,\n\nStatement of your rent account")


@pytest.mark.parametrize("key", ["court-hearing", "abandoned"])
def test_what_must_be_on_paper_never_goes_by_email(desk: Desk, key: str) -> None:
    _, tenancy_id, person_id = somebody(desk, email="amina.khan@post.example")
    draft = LetterDraft(tenancy_id, key, person_id)
    made: MadeLetter = desk.ask(single.look, draft=draft, on=desk.today, signed_by="Ann Brown", sample=True)
    assert made.pdf is not None and (made.way, made.body) == (Way.POST, None)
    usual: MadeLetter = desk.ask(single.look, draft=LetterDraft(tenancy_id, "ring-us", person_id), on=desk.today,
                                 signed_by="Ann Brown", sample=True)
    assert usual.way is Way.EMAIL


def test_an_email_that_is_not_safe_or_not_wanted_first_is_not_used(desk: Desk) -> None:
    account, _, person_id = somebody(desk)
    desk.do(add_contact, person_id=person_id, draft=ContactDraft(ContactKind.EMAIL, "a@b.example"))
    unsafe = desk.do(add_contact, person_id=person_id, draft=ContactDraft(ContactKind.EMAIL, "c@d.example", safe=False)).value
    desk.do(prefer_contact, person_id=person_id, contact_id=unsafe)
    [row] = proposed(desk, account)
    assert row.email == "" and drawn(desk, [row]).way is Way.POST


# Reasons.
@pytest.mark.parametrize(("to", "why", "where"), [
    ({"died_on": date(2026, 1, 1)}, "They have died. Write to the estate instead", Where.AGREEMENT),
    ({"name": " "}, "There is no name to write to", Where.PERSON),
    ({"has_surname": False, "name": "Amina"}, "There is no surname: only “Amina” is on file", Where.PERSON),
    ({"former": True}, "They have left and there is no address to write to", Where.PERSON),
    ({"postcode": ""}, "The address has no postcode", Where.AGREEMENT),
    ({"unsafe_post": ("Flat 2, 14 Mill Lane\nDalebrook zz99zz",)}, "They have told us not to write to their home",
     Where.PERSON)])
def test_why_a_letter_does_not_reach_somebody(to: dict[str, object], why: str, where: Where) -> None:
    facts = {name: getattr(AMINA, name) for name in ToWhom.__slots__} | to
    reason = why_unreachable(ToWhom(**facts))
    assert reason is not None and (reason.why, reason.where) == (why, where) and reason.settle


@pytest.mark.parametrize("to", [
    {}, {"former": True, "forwarding": "3 Mill Lane"}, {"unsafe_post": ("9 Mill Lane",)},
    {"unsafe_post": ("Flat 3, 14 Mill Lane, ZZ9 9ZZ",)}, {"unsafe_post": ("Flat 2, 14 Mill Lane, ZZ9 9ZZ",), "forwarding": "x"},
    {"postcode": "", "by_email": True}, {"former": True, "by_email": True}])
def test_a_letter_that_reaches_somebody_has_no_reason(to: dict[str, object]) -> None:
    facts = {name: getattr(AMINA, name) for name in ToWhom.__slots__} | to
    assert why_unreachable(ToWhom(**facts)) is None


def test_a_sum_that_moved_and_a_letter_that_was_just_made() -> None:
    paid, more = why_balance_moved(48216, 43216), why_balance_moved(100, 200)
    assert paid is not None and paid.why == "Paid since the list was made: £482.16 was owed then, £432.16 now"
    assert more is not None and more.why.startswith("The balance changed since the list was made: £1.00")
    assert why_balance_moved(5, 5) is None
    today = date(2026, 11, 23)
    assert why_again("X", None, today, 7) is None and why_again("X", date(2026, 11, 16), today, 7) is None
    again = why_again("X", date(2026, 11, 17), today, 7)
    assert again is not None and again.why == "X was made for them on 17 November 2026, fewer than 7 days ago"


def test_what_was_paid_since_the_list_holds_the_letter_and_the_counts_add_up(desk: Desk) -> None:
    other, _ = make_payer(desk, "Joy Okafor")
    account, *_ = somebody(desk)
    now = {row.account_id: row.owed_pence for row in proposed(desk, account, other)}
    rows: list[Proposed] = desk.ask(runs.proposed, account_ids=(account, other), on=desk.today,
                                    listed={account: now[account] + 5000, other: now[other]})
    held, ready = rows
    assert str(held.held_because).startswith("Paid since the list was made: £") and held.where is Where.ACCOUNT and held.settle
    assert ready.ready and tally(rows).sentence.startswith("2 chosen = 1 ready + 1 held")
    assert [row.rank for row in rows] == [0, 2]


def test_what_is_paid_between_looking_and_making_holds_the_letter(desk: Desk) -> None:
    account, *_ = somebody(desk)
    rows = proposed(desk, account)
    desk.do(adjust, draft=AdjustmentDraft(account, -5000, Payer.TENANT, MONDAY, "Paid in the office"))
    made = drawn(desk, rows)
    assert made.pdf is None and made.held_because == "Paid since the list was made: £449.60 was owed then, £399.60 now"


def test_what_changes_on_file_between_looking_and_making_counts(desk: Desk) -> None:
    account, tenancy_id, person_id = somebody(desk)
    rows = proposed(desk, account)
    first = make_letters(desk, rows)
    again = drawn(desk, rows)
    assert first and again.pdf is None and str(again.held_because).startswith("Arrears letter 1 was made for them on 23 Nov")
    desk.do(letter_actions.withdraw_run, run_id=first)
    agreement = desk.ask(tenancy, tenancy_id=tenancy_id)
    home = f"{agreement.address}, {agreement.postcode}"
    desk.do(add_contact, person_id=person_id, draft=ContactDraft(ContactKind.POST, home, safe=False))
    assert drawn(desk, rows).held_because == "They have told us not to write to their home"


def test_a_person_with_one_name_is_written_to_once_it_is_said_to_be_whole(desk: Desk) -> None:
    account, _, person_id = somebody(desk)
    draft, version = desk.ask(person_draft, person_id=person_id)
    for name, sort_name, held in (("Amina", "", True), ("Amina", "Amina", False)):
        draft, version = desk.ask(person_draft, person_id=person_id)
        changed = type(draft)(name=name, sort_name=sort_name)
        desk.do(change_person, person_id=person_id, version=version, draft=changed)
        [row] = proposed(desk, account)
        assert (row.held_because is not None) is held
        assert held is False or str(row.held_because).startswith("There is no surname")


def test_post_to_the_home_that_is_not_safe_is_not_written(desk: Desk) -> None:
    account, tenancy_id, person_id = somebody(desk)
    agreement = desk.ask(tenancy, tenancy_id=tenancy_id)
    home = f"{agreement.address}, {agreement.postcode}"
    desk.do(add_contact, person_id=person_id, draft=ContactDraft(ContactKind.POST, home, safe=False))
    [row] = proposed(desk, account)
    assert row.held_because == "They have told us not to write to their home" and row.where is Where.PERSON
    one: MadeLetter = desk.ask(single.look, draft=LetterDraft(tenancy_id, "appointment", person_id, dict(VISIT)), on=desk.today,
                               signed_by="Ann Brown")
    assert one.held_because == row.held_because
    desk.do(add_contact, person_id=person_id, draft=ContactDraft(ContactKind.POST, "3 Mill Lane\nDalebrook\nZZ9 9ZA"))
    assert proposed(desk, account)[0].ready


def test_an_address_that_fits_no_window_is_seen_before_the_letters_are_made(desk: Desk) -> None:
    account, _, person_id = somebody(desk)
    long = "Long name of a house\n" * 4 + "Featherstonehaugh-Cholmondeley-Featherstonehaugh Street\nDalebrook\nZZ9 9ZZ"
    desk.do(add_contact, person_id=person_id, draft=ContactDraft(ContactKind.POST, long))
    [row] = proposed(desk, account)
    assert "does not fit the envelope window" in str(row.held_because) and row.where is Where.PERSON


def test_the_same_letter_again_within_the_days_of_the_setting(desk: Desk, clock: Clock) -> None:
    account, tenancy_id, person_id = somebody(desk)
    make_letters(desk, proposed(desk, account, template="arrears-1"))
    clock.to(MONDAY + timedelta(6))
    [row] = proposed(desk, account, template="arrears-1")
    assert row.held_because == "Arrears letter 1 was made for them on 23 November 2026, fewer than 7 days ago"
    assert proposed(desk, account, template=STATEMENT)[0].ready, "a statement may be asked for again"
    offered = {one.key: one for one in desk.ask(single.writing, tenancy_id=tenancy_id, on=desk.today, by="x").letters}
    assert offered["arrears-1"].again == MONDAY and offered["appointment"].again is None
    draft = LetterDraft(tenancy_id, "arrears-1", person_id)
    assert desk.ask(single.look, draft=draft, on=desk.today, signed_by="Ann Brown").pdf is not None, "one letter is meant"
    [held] = desk.ask(many.draw, draft=draft, tenancy_ids=[tenancy_id], on=desk.today, signed_by="Ann Brown")
    assert "fewer than 7 days ago" in str(held.held_because)
    desk.do(set_value, key="letters.same_again_days", value=3, valid_from=desk.today)
    assert proposed(desk, account, template="arrears-1")[0].ready


def test_a_letter_to_many_says_who_of_them_needs_what_no_program_makes(desk: Desk) -> None:
    other, _ = make_payer(desk, "Joy Okafor")
    _, tenancy_id, _ = somebody(desk, NeedKind.AUDIO)
    two = (agreement_of(desk, other)[0], tenancy_id)
    found = desk.ask(many.writing, tenancy_ids=two, on=desk.today, by="x")
    assert found.see_first == ("Amina Khan needs audio, Urdu: make it and send it with this",)


def test_the_ladder_counts_a_letter_that_was_sent_by_email(desk: Desk, clock: Clock) -> None:
    account, *_ = somebody(desk, email="amina.khan@post.example")
    [letter] = desk.ask(letter_queries.letters, run_id=make_letters(desk, proposed(desk, account)))
    desk.do(letter_actions.mark_sent, letter_id=letter.id)
    assert "the next not before 7 days" in str(proposed(desk, account)[0].held_because)
    clock.to(MONDAY + timedelta(7))
    assert proposed(desk, account)[0].template == "arrears-2"


def test_what_is_to_be_made_by_hand_is_a_task_that_goes_with_the_run(desk: Desk) -> None:
    account, tenancy_id, _ = somebody(desk, NeedKind.BRAILLE)
    made = desk.ask(runs.draw, chosen=proposed(desk, account), on=desk.today, signed_by="Ann Brown")
    done = desk.do(actions.issue_run, title="Arrears letters", letters=made)
    [task] = desk.ask(tasks, subject=Ref("tenancy", tenancy_id))
    assert task.text == "Braille, Urdu: make Arrears letter 1 to Amina Khan that way and send it with the letter"
    assert done.take_back is not None
    gone = desk.do(done.take_back.action, **done.take_back.facts)
    assert desk.ask(tasks, subject=Ref("tenancy", tenancy_id)) == []
    assert gone.take_back is not None
    again = desk.do(gone.take_back.action, **gone.take_back.facts)
    assert [one.text for one in desk.ask(tasks, subject=Ref("tenancy", tenancy_id))] == [task.text]
    assert desk.ask(letter_queries.counts_by_way) == {(LetterState.READY, Way.POST): 1} and again.take_back is not None
    desk.do(again.take_back.action, **again.take_back.facts)
    assert desk.ask(letter_queries.counts_by_way) == {(LetterState.WITHDRAWN, Way.POST): 1}
