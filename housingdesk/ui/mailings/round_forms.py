"""What a door asks beside one key: to whom it was handed, why it was not, and what was wrong with a record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.letters.queries.rounds import DoorRow
from housingdesk.letters.rules.rounds import NOT_SERVICE, StopDraft
from housingdesk.letters.rules.states import StopOutcome
from housingdesk.ui.kit.cards import Bullets
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, Radios, TextField
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.time_edit import TimeEdit
from housingdesk.ui.mailings.round_columns import SAID
from housingdesk.values.dates import format_day
from housingdesk.values.text import sentence_case

_WHERE = ((False, "Carry it on the next round"), (True, "Put it among the letters to post"))


@dataclass(frozen=True, slots=True)
class At:
    """By whom, on which day and when: carried down from the door before."""

    by: str
    on: date
    at: str


def show_door(pane: RefillPane, door: DoorRow, *, stopped: bool) -> None:
    """What is known of a door: its letters, and what was recorded."""
    pane.begin(door.first.room, door.first.name)
    pane.put(Bullets([f"{stop.title}, dated {format_day(stop.dated)}" for stop in door.stops]))
    if stopped:
        pane.put(label("A hold stops a letter for this door. Record it as not delivered", "late", wrap=True))
    if not door.recorded:
        return
    first = door.first
    pane.put(label(sentence_case(first.told), wrap=True))
    if first.outcome is StopOutcome.OTHER_PERSON:
        pane.put(label(NOT_SERVICE, "due", wrap=True))
    if first.note and first.outcome is not StopOutcome.NOT_DELIVERED:
        pane.put(label(first.note, "muted", wrap=True))
    if first.evidence_id is not None:
        pane.put(label("A photograph or scan is kept with it, under Files of the agreement", "muted", wrap=True))


def ask_whom(pane: RefillPane, door: DoorRow, done: Callable[[], object], leave: Callable[[], object]) -> PaneForm:
    """Somebody else took it."""
    form = PaneForm(pane, "Who took it?", f"{door.first.room}, for {door.first.name}")
    form.add_widget(label(f"{NOT_SERVICE}.", "due", wrap=True))
    form.add("handed_to", "Their name, and who they are", TextField(placeholder="Mary Lee, support worker", longest=200))
    form.foot("Record it", done, leave)
    return form


def ask_why(pane: RefillPane, door: DoorRow, done: Callable[[], object], leave: Callable[[], object]) -> PaneForm:
    """Nobody took it."""
    form = PaneForm(pane, "Why was it not delivered?", f"{door.first.room}, for {door.first.name}")
    form.add("note", "Reason", TextField(placeholder="nobody in, would not take it, has moved room", longest=300))
    form.add("by_post", "Then", Radios(_WHERE))
    form.set_values(by_post=False)
    form.foot("Record it", done, leave)
    return form


def ask_right(pane: RefillPane, door: DoorRow, today: Callable[[], date], done: Callable[[], object],
              leave: Callable[[], object]) -> PaneForm:
    """What was recorded is wrong."""
    first = door.first
    form = PaneForm(pane, "Put the record right", "What stood there before stays in the audit, with the reason")
    form.add("outcome", "What came of it", Choice(list(SAID.items())))
    form.row(("at", "At", TimeEdit(first.at)), ("on", "On", DateEdit(today, first.on, needed=True)))
    form.add("by", "Carried by", TextField(first.by, longest=120))
    form.add("handed_to", "To whom it was handed, if to somebody else", TextField(first.handed_to, longest=200))
    form.add("note", "Why it was not delivered, if it was not", TextField(
        first.note if first.outcome is StopOutcome.NOT_DELIVERED else "", longest=300))
    form.add("by_post", "Then", Radios(_WHERE))
    form.add("because", "What was wrong", TextField(placeholder="the wrong door was written down", longest=150))
    form.set_values(outcome=first.outcome, by_post=False)
    form.foot("Put it right", done, leave)
    return form


def draft_of(outcome: StopOutcome, at: At, said: dict[str, Any]) -> StopDraft:
    """What is recorded at a door, from what its form says."""
    return StopDraft(outcome, at.by, at.on, at.at, str(said.get("handed_to") or ""), str(said.get("note") or ""),
                     bool(said.get("by_post")))


def told_doors(out_on: date, by: str, recorded: int, doors: int) -> str:
    """How far a round is, in one line."""
    return f"{format_day(out_on)} · carried by {by} · {recorded:,} of {doors:,} doors recorded"
