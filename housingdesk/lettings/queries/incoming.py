"""Reads a list of nominations that comes in: its columns as they were remembered, and whom of it we know already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.documents.models import Document
from housingdesk.documents.rules import fingerprint
from housingdesk.lettings.models import Applicant
from housingdesk.lettings.parsers.nomination_columns import Columns, columns_of
from housingdesk.lettings.parsers.nomination_files import Opened, fits, open_file, open_text, read_opened
from housingdesk.lettings.parsers.nominations import Listing, Nominee
from housingdesk.lettings.queries.answering import answers_of_many
from housingdesk.lettings.rules.applicants import ENDED
from housingdesk.lettings.rules.nominations import Compared, Incoming, KnownOne, compare
from housingdesk.values.dates import format_date
from housingdesk.values.timeline import Ref

COLUMNS_FILE, LIST_FILE = "application/x-housingdesk-columns+json", "application/x-housingdesk-list+json"


def known_ones(council_id: int | None, agent_id: int | None = None) -> list[KnownOne]:
    """Whom a council nominated, or somebody referred, before: with what we have of them."""
    mine = Applicant.council == council_id if council_id is not None else Applicant.agent == agent_id
    rows = list(Applicant.select().where(mine).order_by(Applicant.id))
    said = answers_of_many([row.id for row in rows])
    return [_known(row, {key: one.value for key, one in said[row.id].items()}) for row in rows]


def _known(row: Any, said: dict[str, str]) -> KnownOne:
    since = f" since {format_date(row.ended_on)}" if row.ended_on else ""
    ended = f"{row.state}{since}" if row.state in ENDED else ""
    return KnownOne(row.id, row.version, row.reference, row.name, row.their_reference, said.get("born_on_1", ""),
                    row.bedrooms_needed, row.priority, row.answer_by, ended, said)


def incoming(nominees: Sequence[Nominee]) -> list[Incoming]:
    """Nominees as they are compared."""
    return [Incoming(one.line, one.name, one.reference, one.born_on.isoformat() if one.born_on else "", one.bedrooms,
                     one.priority, one.answer_by, one.wanted, _said(one), one.private, one.problems) for one in nominees]


def _said(one: Nominee) -> dict[str, str]:
    return {**one.answers, **({"waiting_since": one.since.isoformat()} if one.since is not None else {})}


def compared(nominees: Sequence[Nominee], council_id: int | None, agent_id: int | None = None) -> list[Compared]:
    """Nominees beside whom we know."""
    return compare(incoming(nominees), known_ones(council_id, agent_id))


def subject_of(council_id: int | None, agent_id: int | None) -> Ref:
    """With which record a list and its columns are kept: the council, or who refers."""
    return Ref("council", council_id) if council_id is not None else Ref("agent", agent_id or 0)


def remembered_columns(council_id: int | None, agent_id: int | None = None) -> list[Columns]:
    """The columns that were said for this council's lists, the newest first."""
    rows: Any = (Document.select(Document.content).where((Document.subject == str(subject_of(council_id, agent_id)))
                                                         & (Document.media_type == COLUMNS_FILE))
                 .order_by(Document.id.desc()).tuples())
    return [columns_of(bytes(row[0]).decode()) for row in rows]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A list that was read and compared, before anything is stored. ``seen_on``: the same file was taken in that day."""

    listing: Listing
    compared: tuple[Compared, ...]
    council_id: int | None
    agent_id: int | None
    seen_on: date | None

    def told(self, *which: str) -> list[Compared]:
        """The lines of some sorts."""
        return [one for one in self.compared if one.told in which]


def prepare(data: bytes, *, council_id: int | None, agent_id: int | None = None, columns: Columns | None = None,
            today: date) -> Prepared:
    """Reads a file with the columns said now, else with those remembered that fit it, and compares it with whom we know.

    NeedsColumns when nobody has said yet what its columns hold; BadFile when it is no list.
    """
    return _prepared(open_file(data), data, council_id, agent_id, columns, today)


def prepare_text(text: str, *, council_id: int | None, agent_id: int | None = None, columns: Columns | None = None,
                 today: date) -> Prepared:
    """The same for text that was pasted."""
    return _prepared(open_text(text), text.encode(), council_id, agent_id, columns, today)


def _prepared(opened: Opened, data: bytes, council_id: int | None, agent_id: int | None, columns: Columns | None,
              today: date) -> Prepared:
    if columns is None and (council_id is not None or agent_id is not None):
        columns = next((one for one in remembered_columns(council_id, agent_id) if fits(one, opened)), None)
    listing = read_opened(opened, columns, today)
    return Prepared(listing, tuple(compared(listing.nominees, council_id, agent_id)), council_id, agent_id,
                    _seen_on(data, subject_of(council_id, agent_id)))


def _seen_on(data: bytes, subject: Ref) -> date | None:
    """On which day the same file was taken in before: receipts are kept under the file's fingerprint."""
    row: Any = (Document.select(Document.made_at).where((Document.subject == str(subject)) & (Document.media_type == LIST_FILE)
                                                        & (Document.name == fingerprint(data)))
                .order_by(Document.id.desc()).tuples().first())
    return None if row is None else row[0].date()
