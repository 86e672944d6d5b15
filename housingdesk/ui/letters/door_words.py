"""What came of a letter that was carried to a door, said under its name."""

from functools import partial

from PySide6.QtWidgets import QLabel

from housingdesk.letters.queries import LetterRow
from housingdesk.letters.queries.rounds import StopRow, deliveries
from housingdesk.letters.rules.states import Way
from housingdesk.ui.kit.panel import Panel
from housingdesk.values.text import sentence_case


def say_the_door(panel: Panel, note: QLabel, row: LetterRow | None) -> None:
    """Adds to the note by whom, when and how a letter came to the door, if one was carried there."""
    if row is not None and row.way is Way.HAND:
        panel.ask(deliveries, partial(_say, note, note.text(), row.id), letter_ids=[row.id])


def _say(note: QLabel, said: str, letter_id: int, found: dict[int, StopRow]) -> None:
    if letter_id in found and note.text() == said:  # else another letter is in sight by now
        note.setText(f"{said}. {sentence_case(found[letter_id].told)}")
