"""Stored shapes of letters: runs, and each letter with its PDF as issued."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.db.fields import Day, Moment, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.letters.rules.states import LetterState


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
