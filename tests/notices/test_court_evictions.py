"""The court's notice of eviction: recorded with its scan, answered with our letter, and how it ended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.letters.actions import MadeLetter, mark_printed, withdraw_run
from housingdesk.letters.queries import letter, letters
from housingdesk.letters.rules.states import LetterState
from housingdesk.mailings.queries.single import LetterDraft, look
from housingdesk.notices.actions import evictions as actions
from housingdesk.notices.actions.telling import EVICTION
from housingdesk.notices.queries import evictions
from housingdesk.notices.queries.evictions import EvictionRow
from housingdesk.notices.rules.evictions import Ended, EvictionDraft, OutcomeDraft
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.values.timeline import Ref
from tests.support import courting, noticing
from tests.support.desk import MONDAY, Clock

THURSDAY = date(2026, 12, 17)
DRAFT = EvictionDraft(MONDAY, "Dale County Court", "K00DL123", THURSDAY, "9:30", MONDAY,
                      scan=FileDraft("N54.pdf", courting.page_of("N54")))


@pytest.fixture
def row(desk: Desk) -> EvictionRow:
    """An eviction of Amina and Yusuf Khan in three and a half weeks."""
    tenancy = noticing.owing(desk, "Amina Khan", "Yusuf Khan")
    return seen(desk, int(desk.do(actions.record_eviction, tenancy_id=tenancy, draft=DRAFT).value))


def seen(desk: Desk, eviction_id: int) -> EvictionRow:
    """A notice of eviction as it stands."""
    found: EvictionRow = desk.ask(evictions.eviction, eviction_id=eviction_id)
    return found


def drawn(desk: Desk, row: EvictionRow) -> tuple[MadeLetter, ...]:
    """Our letter to each holder, drawn as the screen draws it."""
    answers = {"evict_on": "17/12/2026", "evict_at": row.at}
    return tuple(desk.ask(look, draft=LetterDraft(row.tenancy_id, EVICTION, holder.person_id, answers), on=desk.today,
                          signed_by="Ann Brown") for holder in holders_on(row.tenancy_id, desk.today))


def what(desk: Desk, on: date) -> list[str]:
    """What is due on a day."""
    return [told for _, _, told in desk.ask(evictions.due, on=on)]


def test_it_is_kept_with_its_scan_and_says_whether_there_is_time(desk: Desk, row: EvictionRow) -> None:
    assert (row.when, row.at, row.claim_number) == ("Thu 17 Dec 2026, 09:30", "09:30", "K00DL123")
    assert row.document_id is not None and row.time[0] is True
    late = EvictionDraft(MONDAY, "Dale County Court", "K00DL124", MONDAY + timedelta(10), "10:00", fixed_again=False)
    made = desk.do(actions.record_eviction, tenancy_id=row.tenancy_id, draft=late)
    assert "The court may extend or shorten the time: check with the court" in str(made.sentence)


def test_today_says_what_to_do_before_the_day_until_it_is_done(desk: Desk, row: EvictionRow, clock: Clock) -> None:
    assert what(desk, MONDAY) == ["Write our own letter: the eviction is set for Thu 17 Dec 2026, 09:30",
                                  "Refer them to the council’s homelessness team",
                                  "Tell them and their support worker of the eviction"]
    courting.record(desk, row.tenancy_id, "evict.council", "Referred by e-mail")
    assert "Refer them to the council’s homelessness team" not in what(desk, MONDAY)
    assert "Book the locksmith and somebody to meet the bailiff" in what(desk, THURSDAY - timedelta(7))
    assert "Eviction today, 09:30" in what(desk, THURSDAY)
    assert what(desk, THURSDAY + timedelta(1)) == ["Say how the eviction ended"]


def test_our_letter_goes_to_each_of_them_and_is_tied_to_it(desk: Desk, row: EvictionRow) -> None:
    made = drawn(desk, row)
    assert [one.held_because for one in made] == [None, None]
    outcome = desk.do(actions.answer_eviction, eviction_id=row.id, version=row.version, letters_made=made)
    now = seen(desk, row.id)
    kept = desk.ask(letters, run_id=outcome.value)
    assert {one.addressee for one in kept} == {"Amina Khan", "Yusuf Khan"} and now.answer_id in {one.id for one in kept}
    assert str(outcome.sentence) == "2 letters are ready to print: the eviction is on Thu 17 Dec 2026, 09:30"
    assert not any(told.startswith("Write our own letter") for told in what(desk, MONDAY))
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert seen(desk, row.id).answer_id is None
    assert {one.state for one in desk.ask(letters, run_id=outcome.value)} == {LetterState.WITHDRAWN}


def test_a_letter_that_is_printed_is_not_taken_back(desk: Desk, row: EvictionRow) -> None:
    outcome = desk.do(actions.answer_eviction, eviction_id=row.id, version=row.version, letters_made=drawn(desk, row))
    answer = seen(desk, row.id).answer_id
    assert answer is not None
    desk.do(mark_printed, letter_ids=[answer])
    assert outcome.take_back is not None
    with pytest.raises(Refused, match="printed already"):
        desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert desk.ask(letter, letter_id=answer).state is LetterState.PRINTED


def test_one_recorded_by_mistake_stays_while_our_letter_waits(desk: Desk, row: EvictionRow) -> None:
    run = desk.do(actions.answer_eviction, eviction_id=row.id, version=row.version, letters_made=drawn(desk, row)).value
    with pytest.raises(Refused, match="waits to go out"):
        desk.do(actions.remove_eviction, eviction_id=row.id, version=row.version + 1, because="Another house")
    desk.do(withdraw_run, run_id=run)
    desk.do(actions.remove_eviction, eviction_id=row.id, version=row.version + 1, because="Another house")
    assert desk.ask(evictions.evictions_of, tenancy_id=row.tenancy_id) == []


@pytest.mark.parametrize("ended", [Ended.STAYED, Ended.WITHDRAWN])
def test_one_that_does_not_happen_is_not_ended_while_our_letter_waits(desk: Desk, row: EvictionRow, ended: Ended) -> None:
    outcome = OutcomeDraft(ended, MONDAY, "The debt was paid")
    runs = [desk.do(actions.answer_eviction, eviction_id=row.id, version=seen(desk, row.id).version,
                    letters_made=drawn(desk, row)).value for _ in range(2)]
    version = seen(desk, row.id).version
    for run in reversed(runs):
        with pytest.raises(Refused, match=r"Our letter to .* waits to go out. Withdraw it, or mark it spoiled, first"):
            desk.do(actions.end_eviction, eviction_id=row.id, version=version, draft=outcome)
        assert seen(desk, row.id).stands
        desk.do(withdraw_run, run_id=run)
    desk.do(actions.end_eviction, eviction_id=row.id, version=version, draft=outcome)
    assert seen(desk, row.id).ended is ended


def test_a_letter_about_a_new_day_does_not_keep_the_old_one_open(desk: Desk, row: EvictionRow) -> None:
    again = desk.do(actions.record_eviction, tenancy_id=row.tenancy_id, draft=replace(DRAFT, fixed_again=True)).value
    desk.do(actions.answer_eviction, eviction_id=again, version=seen(desk, again).version, letters_made=drawn(desk, row))
    desk.do(actions.end_eviction, eviction_id=row.id, version=row.version, draft=OutcomeDraft(Ended.STAYED, MONDAY))
    assert seen(desk, again).stands and not seen(desk, row.id).stands


def test_a_letter_that_could_not_be_made_says_why(desk: Desk, row: EvictionRow) -> None:
    held = MadeLetter(EVICTION, "1", "Eviction", Ref("tenancy", row.tenancy_id), "Amina Khan", MONDAY, False, None, 0,
                      "No postcode", "{}")
    for made, said in (((held,), "No postcode"), ((), "nobody to write to")):
        with pytest.raises(Refused, match=said):
            desk.do(actions.answer_eviction, eviction_id=row.id, version=row.version, letters_made=made)


def test_a_letter_about_something_else_or_with_words_of_yesterday_is_not_kept(desk: Desk, row: EvictionRow) -> None:
    made = drawn(desk, row)
    wrong = [(tuple(replace(one, subject=Ref("tenancy", row.tenancy_id + 1)) for one in made), "about something else"),
             (tuple(replace(one, template="visit") for one in made), "about something else"),
             (tuple(replace(one, template_version="0" * 16) for one in made), "The words of .* changed a moment ago"),
             (tuple(replace(one, dated=MONDAY - timedelta(1)) for one in made), "changed a moment ago"),
             (made[:1], "has no letter")]
    for letters_made, said in wrong:
        with pytest.raises(Refused, match=said):
            desk.do(actions.answer_eviction, eviction_id=row.id, version=row.version, letters_made=letters_made)
    assert seen(desk, row.id).answer_id is None


@pytest.mark.parametrize("ended", list(Ended))
def test_how_it_ended_is_kept_and_taken_back(desk: Desk, row: EvictionRow, clock: Clock, ended: Ended) -> None:
    clock.to(THURSDAY)
    outcome = desk.do(actions.end_eviction, eviction_id=row.id, version=row.version,
                      draft=OutcomeDraft(ended, THURSDAY, "The debt was paid"))
    now = seen(desk, row.id)
    assert now.ended is ended and now.ended_on == THURSDAY and what(desk, THURSDAY) == []
    with pytest.raises(Refused, match="already"):
        desk.do(actions.end_eviction, eviction_id=row.id, version=now.version, draft=OutcomeDraft(ended, THURSDAY, "again"))
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert seen(desk, row.id).stands


def test_one_recorded_by_mistake_is_taken_off_and_put_back(desk: Desk, row: EvictionRow) -> None:
    desk.do(actions.remove_eviction, eviction_id=row.id, version=row.version, because="Another house")
    assert desk.ask(evictions.evictions_of, tenancy_id=row.tenancy_id) == [] and what(desk, MONDAY) == []
    with pytest.raises(Refused, match="was taken off"):
        desk.do(actions.end_eviction, eviction_id=row.id, version=row.version + 1, draft=OutcomeDraft(Ended.STAYED, MONDAY))
    told = desk.ask(evictions.timeline, subject=Ref("tenancy", row.tenancy_id), before=None, limit=9)
    assert told[0].removed and "recorded by mistake: Another house" in told[0].text
    desk.do(actions.restore_eviction, eviction_id=row.id, version=row.version + 1)
    assert len(desk.ask(evictions.evictions_of, tenancy_id=row.tenancy_id)) == 1
