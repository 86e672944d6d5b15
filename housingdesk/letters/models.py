"""Stored shapes of letters: runs, each letter with its PDF as issued, and the association's own wordings."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.db.fields import Day, Moment, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.letters.rules.states import LetterState
from housingdesk.letters.rules.wordings import WordingState


class LetterRun(Record):
    """One sitting in which letters were made."""

    title: Any = Text(longest=200)
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)
    chosen: Any = WholeNumber()
    ready: Any = WholeNumber()
    held: Any = WholeNumber()


class Letter(Record):
    """One letter. ``document`` is the PDF as issued; a held letter has none, and ``held_because`` says why."""

    run: Any = ForeignKeyField(LetterRun, on_delete="RESTRICT")
    template: Any = Text(longest=60)
    template_version: Any = Text(longest=64)
    title: Any = Text(longest=200)
    subject: Any = Text(longest=60, index=True)
    addressee: Any = Text(longest=400)
    dated: Any = Day()
    state: Any = Word(LetterState)
    held_because: Any = Text(null=True, longest=500)
    large_print: Any = YesNo(default=False)
    pages: Any = WholeNumber(default=0)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    data: Any = Text(default="{}", longest=100_000)
    printed_at: Any = Moment(null=True)
    posted_on: Any = Day(null=True)

    def find_row(self) -> Found | None:
        """Found by title and addressee once it is issued."""
        if self.document_id is None:
            return None
        return Found("letter", f"{self.title} to {self.addressee}", f"dated {self.dated.isoformat()} · {self.state}",
                     f"{self.title}|{self.addressee}|{self.subject}", 2)


class LetterTemplate(Record):
    """One version of an association's own wording of a letter; none is ever removed.

    ``number`` counts the versions of one ``key``. ``source`` is the TOML text. ``writers`` are the ids of all users who wrote
    in it, one on a line: none of them may check it. ``in_use_from`` is its first day; it is followed by the next that starts.
    """

    key: Any = Text(longest=60, index=True)
    number: Any = WholeNumber()
    source: Any = Text(longest=60_000)
    state: Any = Word(WordingState, index=True)
    writers: Any = Text(default="", longest=2000)
    written_by: Any = Text(longest=120)
    written_at: Any = Moment()
    checked_by: Any = Text(default="", longest=120)
    checked_at: Any = Moment(null=True)
    in_use_from: Any = Day(null=True)
    note: Any = Text(default="", longest=500)

    class Meta:
        indexes = ((("key", "number"), True),)
