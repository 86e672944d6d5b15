"""Stored shapes of letters: runs, each letter with its PDF as issued, how it went, and the association's own wordings."""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.db.fields import Day, Moment, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.letters.rules.states import LetterState, PostClass, StopOutcome, Way
from housingdesk.letters.rules.wordings import WordingState
from housingdesk.values.dates import format_date


class LetterRun(Record):
    """One sitting in which letters were made. A run of statements covers the days ``covers_from`` to ``covers_until``."""

    title: Any = Text(longest=200)
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)
    chosen: Any = WholeNumber()
    ready: Any = WholeNumber()
    held: Any = WholeNumber()
    covers_from: Any = Day(null=True)
    covers_until: Any = Day(null=True)


class Posting(Record):
    """What was handed in at one time: ``count`` letters; ``certificate`` is the post office's certificate of posting."""

    on: Any = Day(index=True)
    paid: Any = Word(PostClass)
    place: Any = Text(default="", longest=200)
    handed_in_by: Any = Text(longest=120)
    count: Any = WholeNumber()
    certificate: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    certificate_id: int | None
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)


class Letter(Record):
    """One letter. ``document`` is the PDF as issued; a held letter has none, and ``held_because`` says why.

    ``copy_of``: it is the copy of that letter for somebody else, and ``authority`` says why they get it, or that they get no
    more than word of it. ``body`` is the text of an e-mail as it was made. ``posting`` is with what it went into the post.
    """

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
    way: Any = Word(Way, default=Way.POST, constraints=[SQL("DEFAULT 'post'")])
    easy_read: Any = YesNo(default=False, constraints=[SQL("DEFAULT FALSE")])
    copy_of: Any = ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="copies")
    copy_of_id: int | None
    authority: Any = Text(null=True, longest=400)
    body: Any = Text(null=True, longest=60_000)
    posting: Any = ForeignKeyField(Posting, null=True, on_delete="RESTRICT")
    posting_id: int | None

    def find_row(self) -> Found | None:
        """Found by title and addressee once it is issued."""
        if self.document_id is None:
            return None
        return Found("letter", f"{self.title} to {self.addressee}", f"dated {format_date(self.dated)} · {self.state}",
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


class DeliveryRound(Record):
    """Letters carried to the doors of one scheme; ``scheme`` names it (``"scheme:3"``). Closed once every door is recorded."""

    title: Any = Text(longest=200)
    scheme: Any = Text(longest=60, index=True)
    out_on: Any = Day()
    by: Any = Text(longest=120)
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)
    closed_at: Any = Moment(null=True)
    closed_by: Any = Text(default="", longest=120)


class DeliveryStop(Record):
    """One letter of a round, in the order of the doors; ``outcome`` is empty until it is recorded. ``at`` is ``"14:30"``."""

    round: Any = ForeignKeyField(DeliveryRound, on_delete="RESTRICT")
    round_id: int
    place: Any = WholeNumber()
    letter: Any = ForeignKeyField(Letter, on_delete="RESTRICT")
    letter_id: int
    room: Any = Text(longest=120)
    name: Any = Text(longest=400)
    outcome: Any = Word(StopOutcome, null=True)
    by: Any = Text(default="", longest=120)
    on: Any = Day(null=True)
    at: Any = Text(default="", longest=5)
    handed_to: Any = Text(default="", longest=200)
    note: Any = Text(default="", longest=500)
    evidence: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    evidence_id: int | None


class SpellingWord(Record):
    """A word that is right here though no dictionary knows it: a street, an officer, a scheme."""

    word: Any = Text(longest=60, unique=True)
    added_at: Any = Moment()
    added_by: Any = Text(longest=120)
