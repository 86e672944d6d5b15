"""Holds: what each stops and for how long, that every act is audited and taken back, and that only the day decides."""

from dataclasses import replace
from datetime import date

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Stale
from housingdesk.holds import actions, queries
from housingdesk.holds.rules import BY_LAW, STOPS, HoldDraft, HoldKind, Stop, clocks, sentence, standard_end
from housingdesk.values.timeline import Ref
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import Clock

TENANCY, OTHER = Ref("tenancy", 12), Ref("tenancy", 13)
START = date(2026, 11, 24)
SPACE = HoldDraft(HoldKind.BREATHING_SPACE, START, date(2027, 1, 23), STOPS[HoldKind.BREATHING_SPACE], "Insolvency Service",
                  "BS123456", "", 48216, "Amina Khan, Yusuf Khan")
DISPUTE = HoldDraft(HoldKind.DISPUTE, date(2026, 11, 2), None, frozenset({Stop.ARREARS_LETTERS}), "", note="Heating charge")


def test_a_breathing_space_is_put_on_and_taken_back(desk: Desk) -> None:
    made = desk.do(actions.put_hold, subject=TENANCY, draft=SPACE)
    assert str(made.sentence).startswith("Breathing space to 22 January 2027 on £482.16: no arrears letters, no notice")
    assert last_act(desk) == ("holds.put_hold", made.sentence, "tenancy:12", [("hold", "add")])
    [row] = desk.ask(queries.holds, subject=TENANCY)
    assert (row.kind, row.start, row.end, row.debt_pence, row.people) == (SPACE.kind, START, SPACE.end, 48216, SPACE.people)
    undone = taken_back(desk, made)
    assert desk.ask(queries.holds, subject=TENANCY) == []
    taken_back(desk, undone)
    assert [r.stops for r in desk.ask(queries.holds, subject=TENANCY)] == [SPACE.stops]


@pytest.mark.parametrize(("day", "stopped"), [(date(2026, 11, 23), False), (START, True), (date(2027, 1, 22), True),
                                              (date(2027, 1, 23), False)])
def test_it_stops_from_its_first_day_to_its_last(desk: Desk, day: date, stopped: bool) -> None:
    desk.do(actions.put_hold, subject=TENANCY, draft=SPACE)
    found = desk.ask(queries.stopping, stops=[Stop.ARREARS_NOTICE], on=day, subject=TENANCY)
    assert (found is not None) is stopped
    assert desk.ask(queries.stopping, stops=[Stop.ANY_NOTICE], on=day, subject=TENANCY) is None
    assert desk.ask(queries.stopping, stops=[Stop.ARREARS_NOTICE], on=day, subject=OTHER) is None
    assert set(desk.ask(queries.active, on=day)) == ({"tenancy:12"} if stopped else set())
    assert set(desk.ask(queries.active, on=day, subjects=[OTHER])) == set()


def test_it_is_ended_early_and_stands_again(desk: Desk) -> None:
    made = desk.do(actions.put_hold, subject=TENANCY, draft=DISPUTE)
    ended = desk.do(actions.end_hold, hold_id=made.value, version=1, end=date(2026, 11, 23), because="Charge put right")
    assert desk.ask(queries.stopping, stops=[Stop.ARREARS_LETTERS], on=date(2026, 11, 23), subject=TENANCY) is None
    assert desk.ask(queries.stopping, stops=[Stop.ARREARS_LETTERS], on=date(2026, 11, 22), subject=TENANCY) is not None
    undone = taken_back(desk, ended)
    assert desk.ask(queries.stopping, stops=[Stop.ARREARS_LETTERS], on=date(2026, 12, 23), subject=TENANCY) is not None
    taken_back(desk, undone)
    [row] = desk.ask(queries.holds, subject=TENANCY)
    assert (row.end, row.ended_because) == (date(2026, 11, 23), "Charge put right")


def test_it_is_changed_and_put_back(desk: Desk) -> None:
    made = desk.do(actions.put_hold, subject=TENANCY, draft=SPACE)
    more = replace_draft(SPACE, debt_pence=60000, note="A debt was added")
    changed = desk.do(actions.change_hold, hold_id=made.value, version=1, draft=more)
    assert desk.ask(queries.hold, hold_id=made.value).debt_pence == 60000
    undone = taken_back(desk, changed)
    assert desk.ask(queries.hold, hold_id=made.value).debt_pence == 48216
    taken_back(desk, undone)
    assert desk.ask(queries.hold, hold_id=made.value).note == "A debt was added"
    with pytest.raises(Stale):
        desk.do(actions.change_hold, hold_id=made.value, version=1, draft=SPACE)


def replace_draft(draft: HoldDraft, **facts: object) -> HoldDraft:
    """A draft that differs in some facts."""
    return replace(draft, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("draft", "sentence_part"), [
    (replace_draft(SPACE, end=None), "ends after 60 days"),
    (replace_draft(SPACE, end=START), "ends after it starts"),
    (replace_draft(SPACE, stops=SPACE.stops - {Stop.ENFORCEMENT}), "that is the law"),
    (replace_draft(SPACE, source=" "), "who told you"),
    (replace_draft(SPACE, debt_pence=0), "more than nothing"),
    (replace_draft(DISPUTE, stops=frozenset()), "Say what it stops"),
    (replace_draft(DISPUTE, kind=HoldKind.OTHER, note=""), "in a few words why"),
    (replace_draft(DISPUTE, people="x" * 201), "names"),
])
def test_what_cannot_be_put_on_says_why(desk: Desk, draft: HoldDraft, sentence_part: str) -> None:
    assert sentence_part in refused(desk, actions.put_hold, subject=TENANCY, draft=draft)
    assert desk.ask(queries.holds, subject=TENANCY) == []


def test_ending_has_its_own_refusals(desk: Desk) -> None:
    made = desk.do(actions.put_hold, subject=TENANCY, draft=SPACE)

    def end(day: date, because: str = "Adviser ended it", version: int = 1) -> str:
        return refused(desk, actions.end_hold, hold_id=made.value, version=version, end=day, because=because)

    assert "take it off instead" in end(START)
    assert "not before" in end(date(2026, 12, 1))
    assert "why" in end(date(2026, 11, 23), " ")
    desk.do(actions.remove_hold, hold_id=made.value, version=1, because="Another person of that name")
    assert "was taken off" in end(date(2026, 12, 1), version=2)


def test_the_clocks_of_a_breathing_space_fall_due(desk: Desk, clock: Clock) -> None:
    desk.do(actions.put_hold, subject=TENANCY, draft=SPACE)
    desk.do(actions.put_hold, subject=OTHER, draft=DISPUTE)
    found = desk.ask(queries.due, on=date(2026, 12, 1), until=date(2027, 1, 31))
    assert [(row.subject, on, what.split(":")[0][:28]) for row, on, what in found] == [
        ("tenancy:12", date(2026, 12, 13), "Last day to ask the debt adv"),
        ("tenancy:12", date(2027, 1, 12), "Last day to ask the court to"),
        ("tenancy:12", date(2027, 1, 23), "The breathing space has ende")]
    assert desk.ask(queries.due, on=date(2026, 12, 1)) == []


def test_the_timeline_says_what_became_of_it(desk: Desk) -> None:
    first = desk.do(actions.put_hold, subject=TENANCY, draft=DISPUTE)
    desk.do(actions.end_hold, hold_id=first.value, version=1, end=date(2026, 11, 20), because="Settled")
    second = desk.do(actions.put_hold, subject=TENANCY, draft=SPACE)
    desk.do(actions.remove_hold, hold_id=second.value, version=1, because="Wrong person")
    told = [entry.text for entry in desk.ask(queries.timeline, subject=TENANCY, before=None, limit=10)]
    assert told == ["Breathing space put on by mistake: Wrong person", "Dispute ended on 20 November 2026: Settled"]


def test_every_kind_says_what_it_stops() -> None:
    for kind in HoldKind:
        if kind is HoldKind.OTHER:
            continue
        assert "no " in sentence(kind, START, standard_end(kind, START), STOPS[kind], None)
        assert bool(clocks(kind, START)) == (kind in BY_LAW)
    assert all(Stop.ARREARS_LETTERS in STOPS[kind] and Stop.ENFORCEMENT in STOPS[kind] for kind in BY_LAW)
    assert all(Stop.ANY_NOTICE not in STOPS[kind] for kind in BY_LAW), "nuisance action stays possible"
