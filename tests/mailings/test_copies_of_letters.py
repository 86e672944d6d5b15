"""Who else gets a letter: under which authority, how it reaches them, what without authority they never see."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.access.desk import Desk
from housingdesk.holds import actions as hold_actions
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.models import Letter as LetterRecord
from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.compose import compose_letter
from housingdesk.letters.rules.content import Letter, letter_texts
from housingdesk.letters.rules.emailed import email_text
from housingdesk.letters.rules.envelopes import USUAL
from housingdesk.letters.rules.merge import Family
from housingdesk.letters.rules.samples import SAMPLES, sample_facts
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.letters.stock import shipped_keys, shipped_template
from housingdesk.mailings import actions
from housingdesk.mailings.queries import runs, single
from housingdesk.mailings.queries.facts import support_worker
from housingdesk.mailings.queries.making import WORD_TITLE, word_letter
from housingdesk.mailings.queries.office import Office
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.mailings.rules import STATEMENT, tally
from housingdesk.mailings.rules.copies import Copy, CopyKind, copies_for, copies_line
from housingdesk.people.actions import (
    add_contact,
    add_party,
    change_contact,
    change_party,
    end_contact,
    end_party,
    prefer_contact,
)
from housingdesk.people.models import Contact
from housingdesk.people.queries import parties_on
from housingdesk.people.rules import ContactDraft, ContactKind, PartyDraft, PartyRole, Scope
from housingdesk.rent.actions import debit
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import behind, make_letters, make_office, proposed
from tests.mailings.test_single_letter import VISIT, agreement_of
from tests.support.desk import MONDAY
from tests.support.letters import HELP_LINES, SENDER, printed

TODAY = date(2026, 11, 23)
HOME = "8 Canal Street\nDalebrook\nZZ1 1AB"
SARAH = PartyDraft(PartyRole.KEY_WORKER, "Sarah Lowe", Scope.RENT, "Beech Support", "", "sarah.lowe@beech.example",
                   date(2026, 3, 3), "", date(2027, 3, 2), HOME)


def copies(*parties: PartyDraft, roles: tuple[str, ...] = ("key worker", "advocate", "appointee"),
           family: Family | None = Family.ARREARS, money: bool = True) -> tuple[Copy, ...]:
    return copies_for(enumerate(parties, 1), roles, family, money, TODAY)


@pytest.mark.parametrize(("party", "kind", "why"), [
    (SARAH, CopyKind.FULL, "Key worker; authority of 3 March 2026, rent and benefit, until 2 March 2027"),
    (replace(SARAH, expires_on=None, scope=Scope.EVERYTHING), CopyKind.FULL,
     "Key worker; authority of 3 March 2026, everything"),
    (replace(SARAH, role=PartyRole.APPOINTEE), CopyKind.ITSELF,
     "Appointee; authority of 3 March 2026, rent and benefit, until 2 March 2027"),
    (replace(SARAH, role=PartyRole.ATTORNEY), CopyKind.ITSELF,
     "Attorney; authority of 3 March 2026, rent and benefit, until 2 March 2027"),
    (replace(SARAH, expires_on=date(2026, 11, 22)), CopyKind.WORD,
     "Key worker; their authority ran out on 22 November 2026: told only that a letter was sent"),
    (replace(SARAH, authority_on=None, expires_on=None), CopyKind.WORD,
     "Key worker; there is no authority on file: told only that a letter was sent"),
    (replace(SARAH, scope=Scope.REPAIRS), CopyKind.WORD,
     "Key worker; their authority is for repairs and not for this letter: told only that a letter was sent"),
    (replace(SARAH, role=PartyRole.ADVOCATE, authority_on=None, expires_on=None), CopyKind.NOTHING,
     "there is no authority on file"),
    (replace(SARAH, role=PartyRole.APPOINTEE, expires_on=date(2026, 4, 1)), CopyKind.NOTHING,
     "their authority ran out on 1 April 2026"),
    (replace(SARAH, address="", email=""), CopyKind.NOTHING, "there is no address on file")])
def test_what_somebody_gets_and_why(party: PartyDraft, kind: CopyKind, why: str) -> None:
    [found] = copies(party)
    assert (found.kind, found.why) == (kind, why)


def test_a_key_worker_of_last_year_is_not_told_once_there_is_another() -> None:
    before = replace(SARAH, name="Jo Marsden", expires_on=date(2026, 2, 1), authority_on=date(2025, 1, 1))
    older = replace(before, name="Petra Novak", expires_on=date(2025, 2, 1))
    assert [copy.name for copy in copies(before, SARAH)] == ["Sarah Lowe"]
    assert [(copy.name, copy.kind) for copy in copies(older, before)] == [("Jo Marsden", CopyKind.WORD)]


def test_the_last_day_of_an_authority_still_counts() -> None:
    assert copies(replace(SARAH, expires_on=TODAY))[0].kind is CopyKind.FULL


@pytest.mark.parametrize("role", [PartyRole.RELATIVE, PartyRole.OTHER, PartyRole.MANAGING_AGENT, PartyRole.SUPPORT_PROVIDER])
def test_whom_the_letter_does_not_name_gets_nothing(role: PartyRole) -> None:
    assert copies(replace(SARAH, role=role)) == ()


@pytest.mark.parametrize("role", [PartyRole.APPOINTEE, PartyRole.DEPUTY])
def test_who_acts_for_a_person_gets_what_the_authority_is_for_and_no_more(role: PartyRole) -> None:
    assert copies(replace(SARAH, role=role), roles=())[0].kind is CopyKind.ITSELF
    assert copies(replace(SARAH, role=role), roles=(), family=Family.ACCESS, money=False) == ()
    assert copies(replace(SARAH, role=role, authority_on=None, expires_on=None), roles=()) == ()


@pytest.mark.parametrize(("family", "money", "scope", "may"), [
    (Family.BENEFIT, True, Scope.RENT, True), (Family.ACCESS, False, Scope.REPAIRS, True),
    (Family.ACCESS, False, Scope.RENT, False), (Family.VISIT, False, Scope.SUPPORT, True),
    (Family.SIGN_UP, True, Scope.SUPPORT, False), (Family.NOTICE, False, Scope.SUPPORT, False),
    (Family.COMPLAINT, False, Scope.EVERYTHING, True), (None, True, Scope.RENT, True), (None, True, Scope.SUPPORT, False)])
def test_a_scope_covers_some_letters(family: Family | None, money: bool, scope: Scope, may: bool) -> None:
    [found] = copies(replace(SARAH, scope=scope), family=family, money=money)
    assert (found.kind is CopyKind.FULL) is may


def test_somebody_who_is_on_file_twice_gets_the_fuller_of_the_two() -> None:
    found = copies(replace(SARAH, scope=Scope.SUPPORT), SARAH, replace(SARAH, name="sarah lowe", authority_on=None,
                                                                      expires_on=None))
    assert [(copy.party_id, copy.kind) for copy in found] == [(2, CopyKind.FULL)]


def test_the_line_before_a_letter_is_made() -> None:
    found = copies(SARAH, replace(SARAH, name="Joan Bell", role=PartyRole.ADVOCATE, authority_on=None, expires_on=None))
    assert copies_line(found) == ("1 copy: Sarah Lowe (key worker): a full copy; "
                                  "Joan Bell (advocate): nothing, there is no authority on file")
    assert copies_line([replace(found[0], left_out="on leave")]) == "No copy: Sarah Lowe (key worker): left out, on leave"
    assert copies_line(()) == ""


# Nothing of a letter is in the word that it was sent.
@cache
def _letters() -> list[Letter]:
    """Every letter as some made-up people would get it, plain and for easy read."""
    made = []
    for key in shipped_keys():
        template = shipped_template(key)
        for sample in SAMPLES[::3]:
            facts = sample_facts(template, sample)
            made += [compose_letter(template, facts), compose_letter(template, replace(facts, easy_read=True))]
    return made


_SENTENCE = re.compile(r"(?<=[.?!:])\s+")
_OFFICE = Office(TODAY, replace(SENDER, email="hello@dalevale.example"), HELP_LINES, USUAL, None, 84, False, frozenset())  # type: ignore[arg-type]


@given(st.integers(0, 10_000), st.sampled_from(sorted(PartyRole)), st.sampled_from(sorted(Scope)), st.booleans(), st.booleans())
def test_no_copy_without_authority_says_anything_of_the_letter(number: int, role: PartyRole, scope: Scope, expired: bool,
                                                               by_post: bool) -> None:
    letter = _letters()[number % len(_letters())]
    party = replace(SARAH, role=role, scope=scope, authority_on=date(2025, 1, 1) if expired else None,
                    expires_on=date(2026, 1, 1) if expired else None, address=HOME if by_post else "")
    for family in (None, *Family):
        for copy in copies_for([(1, party)], [str(role)], family, True, TODAY):
            assert copy.kind in (CopyKind.WORD, CopyKind.NOTHING)
            if copy.kind is CopyKind.WORD:
                _says_nothing_of(letter, copy)


def _says_nothing_of(letter: Letter, copy: Copy) -> None:
    to = PostalAddress((copy.name,), "8 Canal Street", "Dalebrook", "ZZ1 1AB")
    person = letter.address.names[0]
    note = word_letter(person, TODAY, copy, to, _OFFICE)
    said = email_text(note)
    told = said
    for known in (note.formats_line, person, SENDER.phone, SENDER.name, *SENDER.address_lines):
        told = told.replace(known, "")
    assert "£" not in told and letter.our_reference not in told and letter.please_ask_for not in told
    assert not re.search(r"\b(?:tenan|licen|rent\b|arrears|owe|debt|court|notice|complain|repair|benefit)", told, re.IGNORECASE)
    skipped = {letter.sender.name, letter.formats_line, person, f"Dear {person}", "Yours sincerely"}
    texts = [text for place, text in letter_texts(letter) if place != "the letterhead" and text not in skipped]
    for sentence in (part.strip(" .?!:") for text in (*texts, letter.title) for part in _SENTENCE.split(text)):
        assert len(sentence) < 12 or sentence not in told, sentence


# In the program.
def with_parties(desk: Desk, *parties: PartyDraft) -> tuple[int, int, int]:
    """Somebody who owes four weeks, with these parties: account, agreement, person."""
    make_office(desk)
    account = behind(desk)
    tenancy_id, person_id = agreement_of(desk, account)
    for party in parties:
        desk.do(add_party, person_id=person_id, draft=party)
    return account, tenancy_id, person_id


BOB = replace(SARAH, name="Bob Reed", authority_on=None, expires_on=None, address="")
ANNA = replace(SARAH, name="Anna Khan", role=PartyRole.APPOINTEE, expires_on=None)


def kept(desk: Desk, run: int) -> list[LetterRecord]:
    def read() -> list[LetterRecord]:
        return list(LetterRecord.select().where(LetterRecord.run == run).order_by(LetterRecord.id))

    return list(desk.ask(read))


def test_a_run_keeps_the_letter_and_its_copies_with_their_authority(desk: Desk) -> None:
    account, *_ = with_parties(desk, SARAH, BOB, ANNA)
    rows = proposed(desk, account)
    found = tally(rows)
    assert (found.chosen, found.ready, found.copies, found.only_word) == (1, 1, 3, 1)
    assert found.sentence.endswith("3 copies, 1 only word of it")
    letter, *others = kept(desk, make_letters(desk, rows))
    assert {(one.addressee, one.title, one.way) for one in others} == {
        ("Sarah Lowe", "Arrears letter 1, copy", Way.POST), ("Anna Khan", "Arrears letter 1, copy", Way.POST),
        ("Bob Reed", WORD_TITLE, Way.EMAIL)}
    assert all(one.copy_of_id == letter.id and one.state == LetterState.READY for one in others)
    by_name = {one.addressee: one for one in others}
    assert by_name["Sarah Lowe"].authority == "Key worker; authority of 3 March 2026, rent and benefit, until 2 March 2027"
    full = " ".join(printed(desk.ask(letter_queries.pdf, letter_id=by_name["Sarah Lowe"].id)))
    assert "Copy for Sarah Lowe, key worker 8 Canal Street DALEBROOK ZZ1 1AB" in full
    assert "This is a copy of our letter to Amina Khan." in full and "£449.60" in full and "Dear Amina Khan" in full
    itself = " ".join(printed(desk.ask(letter_queries.pdf, letter_id=by_name["Anna Khan"].id)))
    assert "To Anna Khan, who acts for Amina Khan as appointee." in itself
    word = " ".join(printed(desk.ask(letter_queries.pdf, letter_id=by_name["Bob Reed"].id)))
    assert "We sent a letter to Amina Khan on 23 November 2026." in word and "£" not in word and "Arrears" not in word
    assert by_name["Bob Reed"].body is not None and "£" not in by_name["Bob Reed"].body
    run = letter_queries.run
    assert (desk.ask(run, run_id=letter.run_id).chosen, desk.ask(run, run_id=letter.run_id).ready) == (1, 1)


def test_the_act_says_how_many_copies_and_takes_them_back_with_the_run(desk: Desk) -> None:
    account, *_ = with_parties(desk, SARAH)
    made = desk.ask(runs.draw, chosen=proposed(desk, account), on=desk.today, signed_by="Ann Brown")
    done = desk.do(actions.issue_run, title="Arrears letters", letters=made)
    assert done.sentence == "1 letter ready to print, 1 copy to others"
    assert done.take_back is not None
    desk.do(done.take_back.action, **done.take_back.facts)
    assert desk.ask(letter_queries.counts_by_way) == {(LetterState.WITHDRAWN, Way.POST): 2}


def test_an_authority_that_ends_after_the_list_was_made_gives_no_copy(desk: Desk) -> None:
    account, *_ = with_parties(desk, SARAH, ANNA)
    rows = proposed(desk, account)
    [party_id] = [copy.party_id for copy in rows[0].copies if copy.name == "Anna Khan"]
    [seen] = [row for row in desk.ask(parties_on, person_ids=[rows[0].person_id], on=desk.today) if row.id == party_id]
    desk.do(change_party, party_id=party_id, version=seen.version,
            draft=replace(ANNA, authority_on=date(2025, 3, 3), expires_on=MONDAY - timedelta(1)))
    [made] = desk.ask(runs.draw, chosen=rows, on=desk.today, signed_by="Ann Brown")
    assert made.pdf is not None and [copy.addressee for copy in made.copies] == ["Sarah Lowe"]


@pytest.mark.parametrize(("day", "named"), [(TODAY, "Sarah Lowe"), (TODAY + timedelta(1), ""), (date(2026, 3, 2), "")])
def test_a_support_worker_is_named_to_the_last_day_of_their_authority(sqlite_desk: Desk, day: date, named: str) -> None:
    *_, person_id = with_parties(sqlite_desk, replace(SARAH, expires_on=TODAY))
    assert sqlite_desk.ask(support_worker, person_id=person_id, on=day) == named


def test_a_hold_stops_the_copies_with_the_letter(desk: Desk) -> None:
    account, tenancy_id, _ = with_parties(desk, SARAH)
    made = desk.ask(runs.draw, chosen=proposed(desk, account), on=desk.today, signed_by="Ann Brown")
    hold = HoldDraft(HoldKind.BREATHING_SPACE, MONDAY, MONDAY + timedelta(60), STOPS[HoldKind.BREATHING_SPACE], "Adviser")
    desk.do(hold_actions.put_hold, subject=Ref("tenancy", tenancy_id), draft=hold)
    run = desk.do(actions.issue_run, title="Arrears letters", letters=made).value
    [letter] = kept(desk, run)
    assert letter.state == LetterState.HELD and letter.held_because == "Breathing space to 21 January 2027"
    [row] = proposed(desk, account)
    assert row.copies == () and not row.ready


def test_a_copy_is_left_out_with_a_reason_that_is_kept(desk: Desk) -> None:
    _, tenancy_id, person_id = with_parties(desk, SARAH, ANNA)
    writing = desk.ask(single.writing, tenancy_id=tenancy_id, on=desk.today, by=desk.who.name)
    offered = next(one for one in writing.letters if one.key == "appointment")
    [sarah] = offered.copies[person_id]
    assert sarah.kind is CopyKind.WORD, "her authority is for rent, and an appointment is about support"
    draft = LetterDraft(tenancy_id, "appointment", person_id, dict(VISIT), copies_off={sarah.party_id: "She is away"})
    made: MadeLetter = desk.ask(single.look, draft=draft, on=desk.today, signed_by="Ann Brown")
    assert made.copies == () and "Sarah Lowe (key worker): left out, She is away" in made.data
    both: MadeLetter = desk.ask(single.look, draft=replace(draft, copies_off={}), on=desk.today, signed_by="Ann Brown")
    assert [copy.title for copy in both.copies] == [WORD_TITLE] and "copies not made" not in both.data


def test_a_copy_whose_address_fits_no_window_is_not_made_and_the_letter_is(desk: Desk) -> None:
    long = "\n".join(f"{'Long name of a house ' * 3}{n}" for n in range(5)) + "\nDalebrook\nZZ1 1AB"
    account, *_ = with_parties(desk, replace(SARAH, address=long))
    [made] = desk.ask(runs.draw, chosen=proposed(desk, account), on=desk.today, signed_by="Ann Brown")
    assert made.pdf is not None and made.copies == ()
    assert "does not fit the envelope window" in made.data


def test_a_statement_goes_to_who_acts_for_the_person_and_to_nobody_else(desk: Desk) -> None:
    account, *_ = with_parties(desk, SARAH, BOB, ANNA)
    [letter, copy] = kept(desk, make_letters(desk, proposed(desk, account, template=STATEMENT)))
    assert (letter.addressee, copy.addressee, copy.title) == ("Amina Khan", "Anna Khan", "Statement, copy")
    assert "Anna Khan 8 Canal Street" in printed(desk.ask(letter_queries.pdf, letter_id=copy.id))[0]


def test_a_copy_is_not_the_letter_made_lately(desk: Desk) -> None:
    account, *_ = with_parties(desk, SARAH)
    make_letters(desk, proposed(desk, account))
    desk.do(debit.run_debit, week=MONDAY + timedelta(7))
    [row] = proposed(desk, account, template="arrears-1")
    assert row.held_because == "Arrears letter 1 was made for them on 23 November 2026, fewer than 7 days ago"


def test_a_copy_that_waits_does_not_go_once_the_authority_changed(desk: Desk) -> None:
    make_office(desk)
    tenancy_id, person_id = agreement_of(desk, behind(desk))
    party = int(desk.do(add_party, person_id=person_id, draft=SARAH).value)
    made = desk.ask(single.look, draft=LetterDraft(tenancy_id, "appointment", person_id, dict(VISIT)), on=desk.today,
                    signed_by="Ann Brown")
    assert [copy.addressee for copy in made.copies] == ["Sarah Lowe"]
    desk.do(actions.issue_run, title=made.title, letters=[made])
    ended = desk.do(end_party, party_id=party, version=1, on=TODAY)
    assert ended.sentence is not None and ended.sentence.endswith(". 1 letter that waited is withdrawn")
    whole, copy = sorted(desk.ask(letter_queries.letters), key=lambda row: row.id)
    assert (whole.state, copy.state) == (LetterState.READY, LetterState.WITHDRAWN)
    assert copy.held_because == "What is on file for Sarah Lowe was changed. Make it again"


@pytest.mark.parametrize("change", ["unsafe", "ended", "another", "label"])
def test_an_e_mail_that_waits_does_not_go_to_an_address_that_is_no_longer_good(desk: Desk, change: str) -> None:
    make_office(desk)
    tenancy_id, person_id = agreement_of(desk, behind(desk))
    mail = ContactDraft(ContactKind.EMAIL, "amina@example.org")
    contact = int(desk.do(add_contact, person_id=person_id, draft=mail).value)
    desk.do(prefer_contact, person_id=person_id, contact_id=contact)
    made = desk.ask(single.look, draft=LetterDraft(tenancy_id, "appointment", person_id, dict(VISIT)), on=desk.today,
                    signed_by="Ann Brown")
    assert made.way is Way.EMAIL
    desk.do(actions.issue_run, title=made.title, letters=[made])
    drafts = {"unsafe": replace(mail, safe=False), "another": replace(mail, value="a.khan@example.org"),
              "label": replace(mail, label="work")}
    version = desk.ask(lambda: Contact.get_by_id(contact).version)
    if change == "ended":
        desk.do(end_contact, contact_id=contact, version=version, on=TODAY)
    else:
        desk.do(change_contact, contact_id=contact, version=version, draft=drafts[change])
    [row] = desk.ask(letter_queries.letters)
    assert row.state is (LetterState.READY if change == "label" else LetterState.WITHDRAWN)
