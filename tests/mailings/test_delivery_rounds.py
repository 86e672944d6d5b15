"""Delivery rounds: who lives behind which door, what is carried and what stays, what is recorded, and what was wrong."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.access.desk import Desk
from housingdesk.documents.queries import documents
from housingdesk.documents.rules import FileDraft
from housingdesk.holds.actions import put_hold
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind, Stop
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import rounds as recording
from housingdesk.letters.models import Letter
from housingdesk.letters.pdf.round_sheet import draw_round_sheet
from housingdesk.letters.queries import rounds as round_queries
from housingdesk.letters.queries.rounds import DoorRow
from housingdesk.letters.rules.rounds import RoundSheet, SheetDoor, SheetLetter
from housingdesk.letters.rules.states import LetterState, StopOutcome, Way
from housingdesk.mailings.actions.rounds import make_round
from housingdesk.mailings.queries import rounds
from housingdesk.mailings.queries.rounds import Proposal
from housingdesk.notices.rules.states import State
from housingdesk.people.actions import add_contact
from housingdesk.people.rules import ContactDraft, ContactKind
from housingdesk.reports.queries.due import due
from housingdesk.tenancies.queries.agreements import holders, tenancies
from housingdesk.values.timeline import Ref
from housingdesk.values.times import parse_time
from tests.support.audited import last_act, refused, taken_back
from tests.support.carrying import House, at_door, build_house, letter, print_letters
from tests.support.desk import MONDAY, Clock
from tests.support.letters import printed
from tests.support.noticing import colleague, issued, prepared
from tests.support.undo import check_undo


@pytest.fixture
def house(desk: Desk) -> House:
    return build_house(desk)


def proposal(desk: Desk, house: House) -> Proposal:
    found: Proposal = desk.ask(rounds.carried, scheme_id=house.town.scheme, on=desk.today)
    return found


def started(desk: Desk, house: House) -> int:
    return int(desk.do(make_round, scheme_id=house.town.scheme, out_on=desk.today, by="J. Green").value)


def doors(desk: Desk, round_id: int) -> tuple[DoorRow, ...]:
    found: tuple[DoorRow, ...] = desk.ask(round_queries.round_file, round_id=round_id).doors
    return found


def state_of(desk: Desk, letter_id: int) -> LetterState:
    return LetterState(desk.ask(letter_queries.letter, letter_id=letter_id).state)


def three(desk: Desk, house: House) -> list[int]:
    """A letter to each room, written in another order than that of the doors."""
    return print_letters(desk, letter(house.tenancies["Wojciech"], "Wojciech Nowak"),
                         letter(house.tenancies["Joy"], "Joy Okafor"), letter(house.tenancies["Amina"], "Amina Khan"))


def test_the_doors_come_in_the_order_in_which_one_walks(desk: Desk, house: House) -> None:
    three(desk, house)
    found = proposal(desk, house)
    assert [f"{stop.room}: {stop.name}" for stop in found.stops] == [
        "Room 1, Beech House: Amina Khan", "Room 2, Beech House: Joy Okafor", "Room 10, Beech House: Wojciech Nowak"]
    assert found.sentence == "3 printed letters = 3 to carry to 3 doors + 0 that stay"


def test_what_is_not_carried_says_why_and_the_counts_add_up(desk: Desk, house: House) -> None:
    amina, joy, wojciech = (house.tenancies[name] for name in ("Amina", "Joy", "Wojciech"))
    desk.do(put_hold, subject=Ref("tenancy", joy), draft=HoldDraft(
        HoldKind.BEREAVEMENT, MONDAY, None, STOPS[HoldKind.BEREAVEMENT], "", "", "Her mother died"))
    person = desk.ask(holders, tenancy_ids=[wojciech])[0].person_id
    copy = letter(amina, "Mary Lee", "A visit, copy")
    ids = print_letters(desk, letter(amina, "Amina Khan", copies=(copy,)), letter(wojciech, "Wojciech Nowak"),
                        letter(amina, "Dalebrook Council", "Reference"))
    desk.do(add_contact, person_id=person, draft=ContactDraft(ContactKind.POST, "1 High Street\nAnytown\nZZ9 9ZZ"))
    found = proposal(desk, house)
    assert [stop.letter_id for stop in found.stops] == [ids[0]]
    why = {one.addressee: one.why for one in found.stay}
    assert why["Mary Lee"] == "It is a copy for Mary Lee, not for the door"
    assert why["Wojciech Nowak"] == "Their post goes to another address"
    assert why["Dalebrook Council"] == "It goes to somebody who does not hold the agreement"
    assert len(found.stops) + len(found.stay) == len(ids) == 4


def test_a_home_that_they_told_us_not_to_write_to_is_not_called_at(desk: Desk, house: House) -> None:
    print_letters(desk, letter(house.tenancies["Amina"], "Amina Khan"))
    [agreement] = desk.ask(tenancies, ids=[house.tenancies["Amina"]])
    person = desk.ask(holders, tenancy_ids=[agreement.id])[0].person_id
    desk.do(add_contact, person_id=person, draft=ContactDraft(ContactKind.POST, f"{agreement.address}, {agreement.postcode}",
                                                              safe=False))
    found = proposal(desk, house)
    assert found.stops == () and [one.why for one in found.stay] == ["They have told us not to write to their home"]


def test_what_a_hold_stops_is_not_carried_and_not_recorded_as_delivered(desk: Desk, house: House, clock: Clock) -> None:
    ids = three(desk, house)
    made = started(desk, house)
    desk.do(put_hold, subject=Ref("tenancy", house.tenancies["Amina"]),
            draft=HoldDraft(HoldKind.OTHER, MONDAY, None, frozenset(Stop), "", "", "Told us by telephone"))
    first = doors(desk, made)[0]
    assert desk.ask(rounds.shown_round, round_id=made, on=desk.today).stopped == frozenset(first.stop_ids)
    said = refused(desk, recording.record_stop, stop_ids=first.stop_ids, draft=at_door())
    assert "may not go out" in said and "not delivered" in said
    desk.do(recording.record_stop, stop_ids=first.stop_ids,
            draft=at_door(StopOutcome.NOT_DELIVERED, note="A hold was put on", by_post=True))
    assert state_of(desk, ids[2]) is LetterState.PRINTED
    assert "may not go out" in next(one.why for one in proposal(desk, house).stay if one.addressee == "Amina Khan")


def test_a_recorded_door_delivers_its_letters_and_is_told_everywhere(desk: Desk, house: House) -> None:
    ids = three(desk, house)
    made = started(desk, house)
    first = doors(desk, made)[0]
    done = desk.do(recording.record_stop, stop_ids=first.stop_ids, draft=at_door())
    assert state_of(desk, ids[2]) is LetterState.DELIVERED
    told = "put under the door of Room 1, Beech House by J. Green, 14:30, 23 November 2026"
    assert desk.ask(round_queries.deliveries, letter_ids=ids)[ids[2]].told == told
    entries = desk.ask(letter_queries.timeline, subject=Ref("tenancy", house.tenancies["Amina"]), before=None, limit=9)
    assert told in entries[0].text
    _, summary, subject, _ = last_act(desk)
    assert told in summary and subject == f"tenancy:{house.tenancies['Amina']}"
    taken_back(desk, done)
    assert state_of(desk, ids[2]) is LetterState.PRINTED and not doors(desk, made)[0].recorded


def test_a_round_is_closed_when_every_door_is_recorded(desk: Desk, house: House) -> None:
    ids = three(desk, house)
    made = started(desk, house)
    one, two, ten = doors(desk, made)
    desk.do(recording.record_stop, stop_ids=one.stop_ids, draft=at_door(StopOutcome.HANDED))
    desk.do(recording.record_stop, stop_ids=two.stop_ids, draft=at_door(StopOutcome.OTHER_PERSON, handed_to="Mary Lee"))
    assert "Room 10" in refused(desk, recording.close_round, round_id=made)
    desk.do(recording.record_stop, stop_ids=ten.stop_ids, draft=at_door(StopOutcome.NOT_DELIVERED, note="Nobody in"))
    closed = desk.do(recording.close_round, round_id=made)
    assert [state_of(desk, i) for i in ids] == [LetterState.PRINTED, LetterState.DELIVERED, LetterState.DELIVERED]
    refused(desk, recording.record_stop, stop_ids=one.stop_ids, draft=at_door())
    assert [stop.letter_id for stop in proposal(desk, house).stops] == [ids[0]], "it goes on the next round"
    opened = taken_back(desk, closed)
    assert desk.ask(round_queries.rounds)[0].closed_at is None
    taken_back(desk, opened)
    assert desk.ask(round_queries.rounds)[0].closed_at is not None, "Ctrl+Y closes it again"


@pytest.mark.parametrize(("changes", "said"), [
    ({"at": "2"}, "Type the time like 1430"), ({"at": "2.30"}, "Is it 2.30pm or 2.30am"), ({"at": "2575"}, "no such time"),
    ({"by": " "}, "Say who carried it"), ({"by": "J\u202eG"}, "U+202E"), ({"outcome": StopOutcome.NOT_DELIVERED}, "Say why"),
    ({"outcome": StopOutcome.OTHER_PERSON}, "to whom it was handed"), ({"on": MONDAY.replace(day=24)}, "has not come yet"),
    ({"on": MONDAY.replace(day=20)}, "was printed on Mon 23 Nov 2026")])
def test_a_door_that_cannot_be_recorded_says_why(desk: Desk, house: House, changes: dict[str, object], said: str) -> None:
    three(desk, house)
    first = doors(desk, started(desk, house))[0]
    facts = {"outcome": StopOutcome.UNDER_DOOR, **changes}
    assert said in refused(desk, recording.record_stop, stop_ids=first.stop_ids, draft=at_door(**facts))  # type: ignore[arg-type]
    assert not doors(desk, first.first.round_id)[0].recorded


def test_a_wrong_record_is_corrected_with_a_reason_and_the_audit_keeps_both(desk: Desk, house: House, clock: Clock) -> None:
    ids = three(desk, house)
    made = started(desk, house)
    first = doors(desk, made)[0]
    desk.do(recording.record_stop, stop_ids=first.stop_ids, draft=at_door())
    for door in doors(desk, made)[1:]:
        desk.do(recording.record_stop, stop_ids=door.stop_ids, draft=at_door())
    desk.do(recording.close_round, round_id=made)
    clock.to(MONDAY.replace(day=24))
    right = at_door(StopOutcome.NOT_DELIVERED, note="Nobody in", by_post=True)
    assert "what was wrong" in refused(desk, recording.correct_stop, stop_ids=first.stop_ids, draft=right, because=" ")
    desk.do(recording.correct_stop, stop_ids=first.stop_ids, draft=right, because="It was put under the door of Room 2")
    assert state_of(desk, ids[2]) is LetterState.PRINTED
    _, summary, _, changes = last_act(desk)
    assert "not delivered to Room 1" in summary and "Recorded before as put under the door of Room 1" in summary
    assert ("delivery_stop", "change") in changes and ("letter", "change") in changes
    note = doors(desk, made)[0].first.note
    assert "Nobody in" in note and "Corrected by Ann Brown on 24 November 2026: It was put under the door of Room 2" in note
    desk.do(letter_actions.mark_posted, letter_ids=[ids[2]], on=desk.today)
    said = refused(desk, recording.correct_stop, stop_ids=first.stop_ids, draft=at_door(), because="It was right before")
    assert "is posted meanwhile" in said


def test_a_letter_on_a_round_is_neither_posted_nor_put_on_another(desk: Desk, house: House) -> None:
    ids = three(desk, house)
    made = started(desk, house)
    said = refused(desk, letter_actions.mark_posted, letter_ids=ids[:1], on=desk.today)
    assert "is on the round of 23 November 2026" in said
    said = refused(desk, make_round, scheme_id=house.town.scheme, out_on=MONDAY, by="J. Green")
    assert "There is no printed letter to carry" in said
    desk.do(recording.give_up_round, round_id=made, because="The carer was ill")
    desk.do(letter_actions.mark_posted, letter_ids=ids, on=desk.today)
    assert {state_of(desk, i) for i in ids} == {LetterState.POSTED}


def test_what_was_kept_for_the_next_round_is_kept_when_a_round_is_given_up(desk: Desk, house: House) -> None:
    def ways() -> list[Way]:
        return [row.way for row in desk.ask(letter_queries.some, letter_ids=ids)]

    ids = three(desk, house)
    first = started(desk, house)
    by_room = doors(desk, first)
    desk.do(recording.record_stop, stop_ids=by_room[0].stop_ids, draft=at_door(StopOutcome.NOT_DELIVERED, note="Nobody in"))
    desk.do(recording.record_stop, stop_ids=by_room[1].stop_ids,
            draft=at_door(StopOutcome.NOT_DELIVERED, note="Nobody in", by_post=True))
    desk.do(recording.give_up_round, round_id=first, because="The carer was ill")
    assert ways() == [Way.POST, Way.POST, Way.HAND], "only Amina Khan's is kept for the next round"
    second = desk.do(make_round, scheme_id=house.town.scheme, out_on=desk.today, by="J. Green")
    assert ways() == [Way.HAND] * 3
    taken_back(desk, second)
    assert ways() == [Way.POST, Way.POST, Way.HAND]
    done = desk.do(recording.give_up_round, round_id=started(desk, house), because="Snow")
    assert ways() == [Way.POST, Way.POST, Way.HAND]
    assert str(done.sentence).endswith("given up: 2 letters to post, 1 for the next round. Snow")


def test_making_a_round_is_taken_back(desk: Desk, house: House) -> None:
    three(desk, house)
    done = desk.do(make_round, scheme_id=house.town.scheme, out_on=desk.today, by="J. Green")
    taken_back(desk, done)
    assert len(proposal(desk, house).stops) == 3
    [row] = desk.ask(round_queries.rounds)
    assert row.closed_at is not None and row.failed == 3


def test_two_letters_to_one_door_are_one_row_or_recorded_apart(desk: Desk, house: House) -> None:
    amina = house.tenancies["Amina"]
    ids = print_letters(desk, letter(amina, "Amina Khan", "A visit"), letter(amina, "Amina Khan", "Another visit"))
    made = started(desk, house)
    [door] = doors(desk, made)
    assert len(door.stops) == 2
    desk.do(recording.record_stop, stop_ids=door.stop_ids[:1], draft=at_door())
    desk.do(recording.record_stop, stop_ids=door.stop_ids[1:], draft=at_door(StopOutcome.NOT_DELIVERED, note="Left in the car"))
    assert [state_of(desk, i) for i in ids] == [LetterState.DELIVERED, LetterState.PRINTED]
    apart = desk.ask(lambda: list(round_queries.doors(round_queries.stops([made]), apart=True)))
    assert [len(one.stops) for one in apart] == [1, 1]


def test_a_photograph_is_kept_with_the_door_and_a_scan_with_the_round(desk: Desk, house: House) -> None:
    three(desk, house)
    made = started(desk, house)
    first = doors(desk, made)[0]
    picture = FileDraft("door.jpg", b"\xff\xd8\xff\xe0 the letter at the door")
    desk.do(recording.keep_evidence, stop_ids=first.stop_ids, file=picture)
    desk.do(recording.keep_round_evidence, round_id=made, file=FileDraft("sheet.pdf", b"%PDF-1.4 the sheet, scanned"))
    assert doors(desk, made)[0].first.evidence_id is not None
    names = [row.name for row in desk.ask(documents, subject=Ref("tenancy", house.tenancies["Amina"]))]
    assert "door.jpg" in names
    assert desk.ask(rounds.shown_round, round_id=made, on=desk.today).evidence == 1
    bad = FileDraft("door.exe", b"MZ")
    assert "not a kind of file" in refused(desk, recording.keep_evidence, stop_ids=first.stop_ids, file=bad)


def test_an_email_is_never_carried(desk: Desk, house: House) -> None:
    made = letter(house.tenancies["Amina"], "Amina Khan", way=Way.EMAIL)
    desk.do(letter_actions.mark_printed, letter_ids=[row.id for row in _kept(desk, made)])
    assert proposal(desk, house).stops == ()


def _kept(desk: Desk, *made: letter_actions.MadeLetter) -> list[letter_queries.LetterRow]:
    from housingdesk.mailings import actions

    run = int(desk.do(actions.issue_run, title="Letters", letters=made).value)
    found: list[letter_queries.LetterRow] = desk.ask(letter_queries.letters, run_id=run)
    return found


def test_the_sheet_has_every_door_and_room_to_write(desk: Desk, house: House) -> None:
    three(desk, house)
    pages = printed(desk.ask(rounds.round_sheet, round_id=started(desk, house), on=desk.today))
    assert len(pages) == 1 and "Page 1 of 1" in pages[0]
    for words in ("Delivery round: Beech supported", "Mon 23 Nov 2026", "carried by J. Green", "Room 10, Beech House",
                  "Wojciech Nowak", "A visit, 23 Nov", "Signature", "Under the door", "3 letters to 3 doors"):
        assert words in pages[0].replace("\u2010", "-"), words


def test_a_long_sheet_repeats_its_head_and_says_who_to_serve_where() -> None:
    many = tuple(SheetDoor(f"Room {n}", "Amina Khan", (SheetLetter("A visit", MONDAY),)) for n in range(1, 31))
    pages = printed(draw_round_sheet(RoundSheet("Dale Vale Homes", "Beech", MONDAY, "J. Green", many,
                                                ("Room 4, Joy Okafor: Form 3",))))
    assert len(pages) > 2 and all("Signature" in page and f"of {len(pages)}" in page for page in pages)
    assert "Room 4, Joy Okafor: Form 3" in pages[0] and "not on this sheet" in pages[0]


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_is_read_however_it_is_typed(hour: int, minute: int) -> None:
    half, twelve = ("pm" if hour >= 12 else "am"), hour % 12 or 12
    for text in (f"{hour:02d}{minute:02d}", f"{hour:02d}:{minute:02d}", f"{twelve}.{minute:02d}{half}",
                 f"{twelve}:{minute:02d} {half.upper()}"):
        assert parse_time(text).hour == hour and parse_time(text).minute == minute


@given(st.text(max_size=8))
def test_what_is_no_time_is_a_sentence(text: str) -> None:
    try:
        parse_time(text)
    except ValueError as error:
        assert str(error)[0].isupper()


def test_a_notice_is_never_carried_but_said_at_its_door(desk: Desk, house: House) -> None:
    joy = house.tenancies["Joy"]
    case = issued(desk, colleague(desk), prepared(desk, joy, "licence", ()))
    assert case.state is State.ISSUED and case.document_id is not None
    ids = print_letters(desk, letter(joy, "Joy Okafor", "The notice itself"), letter(joy, "Joy Okafor"))

    def put_in() -> None:
        Letter.update(document=case.document_id).where(Letter.id == ids[0]).execute()

    desk.ask(put_in)
    found = proposal(desk, house)
    assert [stop.letter_id for stop in found.stops] == [ids[1]]
    assert [one.why for one in found.stay] == ["It is a notice. It is served, and its service is recorded, under Notices"]
    [reminder] = found.reminders
    assert reminder.case_id == case.id and reminder.sentence.startswith("Room 2, Beech House, Joy Okafor: ")
    [page] = printed(desk.ask(rounds.round_sheet, round_id=started(desk, house), on=desk.today))
    assert "Notices to be served here. Record their service under Notices, not on this sheet" in page


@pytest.mark.parametrize("seed", range(4))
def test_every_printed_letter_of_a_scheme_is_carried_or_stays(sqlite_desk: Desk, seed: int) -> None:
    desk, chance = sqlite_desk, Random(seed)
    house = build_house(desk)
    names = {first: name for name in ("Amina Khan", "Joy Okafor", "Wojciech Nowak") for first in [name.split()[0]]}
    made = []
    for number in range(12):
        first = chance.choice(list(names))
        to = chance.choice([names[first], names[first], "Dalebrook Council"])
        copies = (letter(house.tenancies[first], "Mary Lee", f"Copy {number}"),) if chance.random() < 0.3 else ()
        made.append(letter(house.tenancies[first], to, f"Letter {number}", copies=copies,
                           way=chance.choice([Way.POST, Way.POST, Way.HAND])))
    ids = print_letters(desk, *made)
    if chance.random() < 0.5:
        desk.do(put_hold, subject=Ref("tenancy", house.tenancies["Amina"]),
                draft=HoldDraft(HoldKind.OTHER, MONDAY, None, frozenset(Stop), "", "", "Told us"))
    before = proposal(desk, house)
    assert sorted([stop.letter_id for stop in before.stops] + [one.letter_id for one in before.stay]) == ids
    round_id = started(desk, house)
    after = proposal(desk, house)
    assert not after.stops and len(after.stay) == len(ids)
    for door in doors(desk, round_id):
        outcome = chance.choice(list(StopOutcome))
        desk.do(recording.record_stop, stop_ids=door.stop_ids, draft=at_door(
            outcome, handed_to="Mary Lee", note="Nobody in", by_post=chance.random() < 0.5))
    desk.do(recording.close_round, round_id=round_id)
    rows = [stop for door in doors(desk, round_id) for stop in door.stops]
    assert sorted(stop.letter_id for stop in rows) == sorted(stop.letter_id for stop in before.stops)
    for stop in rows:
        there = stop.outcome is not StopOutcome.NOT_DELIVERED
        assert stop.state is (LetterState.DELIVERED if there else LetterState.PRINTED)
    assert {stop.letter_id for stop in proposal(desk, house).stops} == {
        stop.letter_id for stop in rows if stop.outcome is StopOutcome.NOT_DELIVERED}


def test_today_asks_for_a_round_until_it_is_closed(desk: Desk, house: House, clock: Clock) -> None:
    def cards() -> list[str]:
        return [card.text for card in desk.ask(due, on=desk.today).cards if card.place in ("round", "rounds")]

    three(desk, house)
    made = int(desk.do(make_round, scheme_id=house.town.scheme, out_on=MONDAY.replace(day=24), by="J. Green").value)
    assert cards() == [], "it is carried tomorrow"
    clock.to(MONDAY.replace(day=24))
    assert cards() == ["Record the delivery round at Beech supported"]
    desk.do(recording.record_stop, stop_ids=doors(desk, made)[0].stop_ids,
            draft=at_door(StopOutcome.NOT_DELIVERED, note="Nobody in"))
    assert cards() == ["Carry 1 letter to the doors", "Record the delivery round at Beech supported"]
    desk.do(recording.give_up_round, round_id=made, because="The carer was ill")
    assert cards() == ["Carry 1 letter to the doors"], "the others are to be posted"
    desk.do(make_round, scheme_id=house.town.scheme, out_on=desk.today, by="J. Green")
    assert cards() == ["Record the delivery round at Beech supported"]


def test_what_is_recorded_is_undone_and_done_again(desk: Desk, house: House) -> None:
    three(desk, house)
    made = started(desk, house)
    said = (at_door(), at_door(StopOutcome.OTHER_PERSON, handed_to="Mary Lee"),
            at_door(StopOutcome.NOT_DELIVERED, note="Nobody in", by_post=True))
    for door, draft in zip(doors(desk, made), said, strict=True):
        done = desk.do(recording.record_stop, stop_ids=door.stop_ids, draft=draft)
        back = taken_back(desk, done)
        assert back.take_back is not None and back.take_back.action is recording.record_stop, "Ctrl+Y records it again"
        check_undo(desk, recording.record_stop, stop_ids=door.stop_ids, draft=draft)
    assert state_of(desk, doors(desk, made)[2].first.letter_id) is LetterState.PRINTED
    check_undo(desk, recording.close_round, round_id=made)
