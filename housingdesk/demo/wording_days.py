"""What the made-up association changed in its letters: one of its own in use, one that waits for a check, own words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.db.connection import Store
from housingdesk.letters.actions import own_letters, spelling
from housingdesk.letters.actions import templates as wordings
from housingdesk.letters.queries.templates import open_version, opened
from housingdesk.letters.rules.asks import Ask, AskKind
from housingdesk.letters.rules.merge import BlockKind, Family
from housingdesk.letters.rules.source import Piece, Wording, toml_of, wording_of

WORDS = ("Careline", "Foodbank", "Tenterfields")
TITLE = "A clean-up day in the shared garden"
_BEFORE, _JUST_NOW = timedelta(days=60), timedelta(days=3)
_OWN = (
    Piece(text="We will tidy the garden with everyone who can come. There are tools, gloves and tea for all."),
    Piece(BlockKind.POINTS, points=("Wear old clothes and firm shoes", "Bring a friend if you like", "Children are welcome")),
    Piece(BlockKind.ACTION, "Come to {place} on **{day}** at **{at}**. Can you not come? Ring {officer} on **{phone}**."),
    Piece(text="Is it hard for you to get there? Tell us. We can fetch you."),
    Piece(BlockKind.FREE),
    Piece(BlockKind.SIGN_OFF),
)
_ASKS = (Ask("day", "Day", AskKind.DATE, "Saturday 5 December"), Ask("at", "Time", AskKind.TIME, "10am"),
         Ask("place", "Where people meet", AskKind.TEXT, "the garden gate"))
_WARMER = "You are welcome to see friends and family. The rules keep everyone safe and let them sleep."


class WordingDays:
    """The days on which somebody wrote and somebody else checked."""

    def __init__(self, store: Store, writer: Who, checker: Who) -> None:
        self._store, self._writer, self._checker = store, writer, checker

    def fill(self, today: date) -> None:
        """Everything, long ago or just now."""
        self._own_letter(today - _BEFORE)
        self._waiting(today - _JUST_NOW)

    def _own_letter(self, on: date) -> None:
        """Begun, checked by somebody else and in use from that day."""
        key = self._do(on, time(10), self._writer, own_letters.begin_letter, title=TITLE, family=Family.GENERAL)
        self._write(on, key, lambda wording: replace(
            wording, words_for="People who share a garden.", headline="Come and tidy the garden with us on {day}.",
            pieces=_OWN, asks=_ASKS))
        self._do(on, time(11), self._checker, wordings.check_draft, version_id=self._open(on, key), version=None)
        self._do(on, time(11, 10), self._writer, wordings.put_in_use, version_id=self._open(on, key), version=None, start=on)
        for word in WORDS:
            self._do(on, time(11, 20), self._writer, spelling.add_word, word=word)

    def _waiting(self, on: date) -> None:
        """A warmer sentence in a shipped letter, which nobody has looked at yet."""
        self._do(on, time(10, 30), self._writer, wordings.start_draft, key="visitors")
        self._write(on, "visitors", lambda wording: replace(wording, pieces=tuple(
            replace(piece, text=_WARMER, easy="") if piece.text.startswith("These rules") else piece
            for piece in wording.pieces)))

    def _write(self, on: date, key: str, change: Callable[[Wording], Wording]) -> None:
        desk, at = self._desk(on, time(10, 31), self._writer), self._open(on, key)
        source = desk.ask(opened, key=key, on=on).source
        self._do(on, time(10, 32), self._writer, wordings.save_draft, version_id=at, version=None,
                 source=toml_of(change(wording_of(source))))
        self._do(on, time(10, 33), self._writer, wordings.submit_draft, version_id=at, version=None)

    def _open(self, on: date, key: str) -> int:
        found = self._desk(on, time(10, 31), self._writer).ask(open_version, key=key)
        assert found is not None
        return int(found.id)

    def _do(self, on: date, at: time, who: Who, action: Callable[..., Any], **facts: Any) -> Any:
        return self._desk(on, at, who).do(action, **facts).value

    def _desk(self, on: date, at: time, who: Who) -> Desk:
        moment = datetime.combine(on, at, UTC)
        return Desk(self._store, who, lambda: moment)
