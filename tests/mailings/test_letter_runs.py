"""Letter runs: who gets which letter and why, who gets none and why, drawn, kept as issued, printed and posted."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.arrears.queries.listing import arrears_list
from housingdesk.diary.queries import tasks
from housingdesk.errors import Refused
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.pdf import document_hash
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.mailings import actions
from housingdesk.mailings.queries import runs, single
from housingdesk.mailings.rules import STATEMENT, Proposed, tally
from housingdesk.notices.actions.evictions import record_eviction
from housingdesk.notices.rules.evictions import EvictionDraft
from housingdesk.people.actions import add_contact, add_need, remove_contact
from housingdesk.people.rules import ContactDraft, ContactKind, NeedDraft, NeedKind
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.rules.drafts import AdjustmentDraft
from housingdesk.rent.rules.words import Payer
from housingdesk.settings.actions import correct_value, set_value
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.values.timeline import Ref
from tests.support import courting
from tests.support.audited import refused, taken_back
from tests.support.banking import bring_in, line, make_bank, make_payer
from tests.support.desk import MONDAY, Clock
from tests.support.letters import printed


def make_office(desk: Desk) -> None:
    for key, value in (("org.name", "Dale Vale Homes"), ("org.address", ("2 Mill Lane", "ANYTOWN", "ZZ9 9ZZ")),
                       ("org.phone", "01632 960 118")):
        desk.do(set_value, key=key, value=value, valid_from=MONDAY - timedelta(400))


def behind(desk: Desk, name: str = "Amina Khan") -> int:
    """A person four weeks behind; returns the account id."""
    account, _ = make_payer(desk, name)
    desk.do(debit.run_debit, week=MONDAY)
    return account


def proposed(desk: Desk, *accounts: int, template: str | None = None) -> list[Proposed]:
    found: list[Proposed] = desk.ask(runs.proposed, account_ids=accounts, on=desk.today, template=template)
    return found


def make_letters(desk: Desk, rows: list[Proposed]) -> int:
    made = desk.ask(runs.draw, chosen=rows, on=desk.today, signed_by="Ann Brown")
    return int(desk.do(actions.issue_run, title="Arrears letters", letters=made).value)


def test_the_first_letter_is_proposed_with_its_reason(desk: Desk) -> None:
    make_office(desk)
    [row] = proposed(desk, behind(desk))
    assert (row.template, row.addressee, row.held_because, row.owed_pence) == ("arrears-1", "Amina Khan", None, 4 * 11240)
    assert row.why == "4 weeks, no letter before"


def test_the_ladder_goes_one_step_at_a_time_and_not_too_soon(desk: Desk, clock: Clock) -> None:
    make_office(desk)
    account = behind(desk)
    make_letters(desk, proposed(desk, account))
    [row] = proposed(desk, account)
    assert row.template is None and "the next not before 7 days" in str(row.held_because)
    clock.to(MONDAY + timedelta(7))
    [row] = proposed(desk, account)
    assert row.template == "arrears-2"


def test_a_letter_is_kept_as_issued_with_its_statement(desk: Desk) -> None:
    make_office(desk)
    run = make_letters(desk, proposed(desk, behind(desk)))
    [letter] = desk.ask(letter_queries.letters, run_id=run)
    assert (letter.state, letter.addressee) == (LetterState.READY, "Amina Khan")
    assert letter.pages >= 2, "the letter and its statement"
    pdf = desk.ask(letter_queries.pdf, letter_id=letter.id)
    text = " ".join(printed(pdf))
    for word in ("£449.60", "Dale Vale Homes", "Amina Khan", "0800 144 8848", "Statement of your rent account"):
        assert word in text
    assert document_hash(pdf) == document_hash(desk.ask(letter_queries.pdf, letter_id=letter.id))


def test_a_letter_must_show_in_the_envelopes_that_the_office_measured(sqlite_desk: Desk) -> None:
    make_office(sqlite_desk)
    row = proposed(sqlite_desk, behind(sqlite_desk))
    ours = {"name": "Ours", "height": 110, "width": 220, "window_height": 30, "window_width": 90, "window_left": 20,
            "window_up": 19, "folded": 99, "colour": "brown"}
    low = {**ours, "name": "Window at the foot", "window_up": 2, "window_height": 20}
    first = sqlite_desk.do(set_value, key="letters.own_envelopes", value=[ours]).value
    [made] = sqlite_desk.ask(runs.draw, chosen=row, on=sqlite_desk.today, signed_by="Ann Brown")
    assert made.pdf is not None
    sqlite_desk.do(correct_value, setting_id=first, version=1, value=[low])
    [made] = sqlite_desk.ask(runs.draw, chosen=row, on=sqlite_desk.today, signed_by="Ann Brown")
    assert made.pdf is None and "Window at the foot" in str(made)


def test_held_letters_stay_in_the_counts(desk: Desk) -> None:
    make_office(desk)
    account = behind(desk)
    paid, reference = make_payer(desk, "Joy Okafor", 9000)
    make_bank(desk)
    bring_in(desk, [line(1, reference)])
    rows = proposed(desk, account, paid)
    found = tally(rows)
    assert found.chosen == found.ready + found.held + found.not_due == len(rows)
    assert found.sentence.startswith(f"{len(rows)} chosen = ")
    run = make_letters(desk, rows)
    letters = desk.ask(letter_queries.letters, run_id=run)
    assert len(letters) == len(rows)
    assert all(x.held_because for x in letters if x.state == LetterState.HELD)


def test_what_is_not_due_is_no_exception_and_is_counted_apart(desk: Desk) -> None:
    make_office(desk)
    account, other = behind(desk), make_payer(desk, "Joy Okafor")[0]
    make_letters(desk, proposed(desk, account))
    rows: list[Proposed] = desk.ask(runs.proposed, account_ids=(account, other), on=desk.today, listed={other: 1})
    late, moved = rows
    assert late.not_due and not late.held and moved.held and not moved.not_due
    assert (moved.rank, late.rank) == (0, 3), "it stands at the end"
    assert tally(rows).sentence == "2 chosen = 0 ready + 1 held + 1 not due"
    made = desk.ask(runs.draw, chosen=rows, on=desk.today, signed_by="Ann Brown")
    done = desk.do(actions.issue_run, title="Arrears letters", letters=made)
    assert done.sentence == "0 letters ready to print, 1 held, 1 not due"


def test_a_need_for_large_print_is_met_without_being_asked(desk: Desk) -> None:
    make_office(desk)
    account = behind(desk)
    tenancy = proposed(desk, account)[0].tenancy_id
    [holder] = desk.ask(holders, tenancy_ids=[tenancy])
    desk.do(add_need, person_id=holder.person_id, draft=NeedDraft(NeedKind.LARGE_PRINT, MONDAY - timedelta(30)))
    run = make_letters(desk, proposed(desk, account))
    assert desk.ask(letter_queries.letters, run_id=run)[0].large_print


def test_the_way_to_the_letterbox(desk: Desk) -> None:
    make_office(desk)
    run = make_letters(desk, proposed(desk, behind(desk)))
    [letter] = desk.ask(letter_queries.letters, run_id=run)
    desk.do(letter_actions.mark_printed, letter_ids=[letter.id])
    with pytest.raises(Refused, match="is printed and cannot become withdrawn"):
        desk.do(letter_actions.withdraw, letter_ids=[letter.id])
    desk.do(letter_actions.mark_posted, letter_ids=[letter.id], on=desk.today)
    assert desk.ask(letter_queries.letter, letter_id=letter.id).posted_on == desk.today
    with pytest.raises(Refused, match="Say in a few words"):
        desk.do(letter_actions.spoil, letter_ids=[letter.id], reason=" ")


def test_a_letter_that_came_back_asks_somebody_to_find_the_address(desk: Desk) -> None:
    make_office(desk)
    rows = proposed(desk, behind(desk))
    [letter] = desk.ask(letter_queries.letters, run_id=make_letters(desk, rows))
    assert "is ready and cannot become came back" in refused(desk, letter_actions.came_back, letter_ids=[letter.id], why="x")
    desk.do(letter_actions.mark_posted, letter_ids=[letter.id], on=desk.today)
    assert "Say what is written" in refused(desk, letter_actions.came_back, letter_ids=[letter.id], why=" ")
    done = desk.do(letter_actions.came_back, letter_ids=[letter.id], why="Gone  away")
    found = desk.ask(letter_queries.letter, letter_id=letter.id)
    assert (found.state, found.held_because) == (LetterState.CAME_BACK, "Gone away")
    assert done.sentence == "1 letter came back: Gone away"
    subject = Ref("tenancy", rows[0].tenancy_id)
    [task] = desk.ask(tasks, subject=subject)
    assert task.text == "Arrears letter 1 to Amina Khan came back: Gone away. Find out where their post should go"
    undone = taken_back(desk, done)
    found = desk.ask(letter_queries.letter, letter_id=letter.id)
    assert (found.state, found.held_because, desk.ask(tasks, subject=subject)) == (LetterState.POSTED, None, [])
    assert undone.sentence == "1 letter posted after all"


def test_a_letter_goes_where_their_post_goes(desk: Desk) -> None:
    make_office(desk)
    account = behind(desk)
    [row] = proposed(desk, account)
    wrong = desk.do(add_contact, person_id=row.person_id, draft=ContactDraft(ContactKind.POST, "9 Mill Lane", safe=False)).value
    assert "9 Mill Lane" not in printed_letter(desk, account), "an address that is not safe is not used"
    contact = ContactDraft(ContactKind.POST, "c/o J Khan\n3 Mill Lane\nDalebrook zz9 9zz")
    kept = desk.do(add_contact, person_id=row.person_id, draft=contact).value
    told = printed_letter(desk, account)
    assert "Amina Khan c/o J Khan 3 Mill Lane DALEBROOK ZZ9 9ZZ" in told
    desk.do(remove_contact, contact_id=kept, version=1)
    desk.do(remove_contact, contact_id=wrong, version=1)
    desk.do(add_contact, person_id=row.person_id, draft=ContactDraft(ContactKind.POST, "at my sister's"))
    [made] = desk.ask(runs.draw, chosen=proposed(desk, account), on=desk.today, signed_by="Ann Brown")
    assert made.pdf is None and "does not end with a postcode" in str(made.held_because)


def printed_letter(desk: Desk, account: int) -> str:
    """The first page of the one letter about an account."""
    [made] = desk.ask(runs.draw, chosen=proposed(desk, account), on=desk.today, signed_by="Ann Brown")
    assert made.pdf is not None, made.held_because
    return printed(made.pdf)[0]


def test_a_whole_run_is_taken_back_before_it_is_printed(desk: Desk) -> None:
    make_office(desk)
    made = desk.ask(runs.draw, chosen=proposed(desk, behind(desk)), on=desk.today, signed_by="Ann Brown")
    outcome = desk.do(actions.issue_run, title="Arrears letters", letters=made)
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert desk.ask(letter_queries.counts_by_way) == {(LetterState.WITHDRAWN, Way.POST): 1}


def test_a_statement_alone(desk: Desk) -> None:
    make_office(desk)
    run = make_letters(desk, proposed(desk, behind(desk), template=STATEMENT))
    [letter] = desk.ask(letter_queries.letters, run_id=run)
    text = " ".join(printed(desk.ask(letter_queries.pdf, letter_id=letter.id)))
    assert "Statement of your rent account" in text and "£449.60" in text


def test_a_statement_is_made_of_an_account_at_nil_and_a_letter_about_arrears_is_not(desk: Desk) -> None:
    make_office(desk)
    account, _ = make_payer(desk, "Joy Okafor")
    [row] = proposed(desk, account, template=STATEMENT)
    assert (row.addressee, row.ready, row.owed_pence) == ("Joy Okafor", True, 0)
    run = make_letters(desk, [row])
    [letter] = desk.ask(letter_queries.letters, run_id=run)
    assert "Statement of your rent account" in " ".join(printed(desk.ask(letter_queries.pdf, letter_id=letter.id)))
    [held] = proposed(desk, account)
    assert held.held_because == "The account stands at nil: nothing is owed"
    desk.do(adjust, draft=AdjustmentDraft(account, -500, Payer.TENANT, MONDAY, "Paid too much"))
    [held] = proposed(desk, account, template="arrears-1")
    assert not held.ready and "no arrears to write about" in str(held.held_because)


def test_without_a_name_for_the_association_no_letter_is_made(desk: Desk) -> None:
    account = behind(desk)
    with pytest.raises(Refused, match="Letters need the association's name"):
        proposed(desk, account)


def test_a_character_that_no_font_has_holds_that_letter_only(desk: Desk) -> None:
    make_office(desk)
    good, bad = behind(desk), make_payer(desk, "Amina 𓀀 Khan")[0]
    desk.do(debit.run_debit, week=MONDAY + timedelta(7))
    run = make_letters(desk, proposed(desk, good, bad, template="arrears-1"))
    states = {x.addressee: (x.state, x.held_because) for x in desk.ask(letter_queries.letters, run_id=run)}
    assert states["Amina Khan"][0] == LetterState.READY
    assert states["Amina 𓀀 Khan"][0] == LetterState.HELD and states["Amina 𓀀 Khan"][1]


def test_a_served_notice_and_a_set_eviction_are_seen_before_an_everyday_letter(desk: Desk, clock: Clock) -> None:
    other, _ = make_payer(desk, "Amina Khan")
    case = courting.served_case(desk, clock, "Joy Okafor")
    [kept] = [one.account_id for one in desk.ask(arrears_list, on=desk.today) if one.tenancy_id == case.tenancy_id]
    rows = proposed(desk, other, kept)
    assert [row.see_first for row in rows] == [(), (f"A notice is served: {case.title}",)]
    assert rows[1].ready and rows[1].rank < rows[0].rank, "it is seen first, and whoever writes decides"
    draft = EvictionDraft(desk.today, "Dale County Court", "K00DL123", desk.today + timedelta(24), "9:30", desk.today)
    desk.do(record_eviction, tenancy_id=case.tenancy_id, draft=draft)
    assert proposed(desk, kept)[0].see_first[0].startswith("An eviction is set for ")
    assert proposed(desk, kept, template="statement")[0].see_first == ()
    offered = {one.key: one for one in desk.ask(single.writing, tenancy_id=case.tenancy_id, on=desk.today, by="Ann").letters}
    assert {len(said) for said in offered["arrears-1"].see_first.values()} == {2}, "the same is said of one letter by hand"
    assert {len(said) for said in offered["appointment"].see_first.values()} == {0}
