"""What an act on an applicant changed, so that it can be put back whole, with what it changed in the plan of the empty home."""

from typing import Any

from housingdesk.access.act import Act, TakeBack
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import Record, as_seen
from housingdesk.errors import Refused
from housingdesk.lettings.models import Applicant, Match, Offer, SupportAsk, Viewing

_TABLES: dict[str, type[Record]] = {"Applicant": Applicant, "Match": Match, "Offer": Offer, "SupportAsk": SupportAsk,
                                    "Viewing": Viewing}
Row = tuple[str, int, dict[str, Any], dict[str, Any]]
"""A record by its table and id, what the act left in it, and what was in it before."""


class Changes:
    """The changes of one act; ``done`` says what was done and how it is put back."""

    def __init__(self, act: Act, applicant_id: int) -> None:
        self.act, self.applicant_id = act, applicant_id
        self._rows: list[tuple[Record, dict[str, Any]]] = []
        self._beside: list[TakeBack] = []

    def change(self, record: Record, **fields: Any) -> None:
        """Changes a record and notes what it was."""
        self._rows.append((record, {name: getattr(record, name) for name in fields}))
        self.act.change(record, **fields)

    def added(self, record: Record, **undone: Any) -> None:
        """Notes a record that was added, and what stands in it once that is put back: nothing here is deleted."""
        self._rows.append((record, undone))

    def beside(self) -> None:
        """Notes what another room's action, called just now with the same act, can put back."""
        if self.act.undo is not None:
            self._beside.append(self.act.undo)
            self.act.undo = None

    def done(self, sentence: str, label: str) -> None:
        """Says what was done, about the household, and how it is put back."""
        self.act.say(sentence, about=("applicant", self.applicant_id))
        self.act.take_back(put_back, label, applicant_id=self.applicant_id, rows=self._kept(), beside=tuple(self._beside),
                           sentence=sentence)

    def _kept(self) -> tuple[Row, ...]:
        """Each record once, with the oldest of what was noted of it."""
        first: dict[tuple[str, int], tuple[Record, dict[str, Any]]] = {}
        for record, fields in self._rows:
            key = (type(record).__name__, record.id)
            first[key] = (record, {**fields, **first[key][1]} if key in first else fields)
        return tuple((name, record_id, {field: getattr(record, field) for field in fields}, fields)
                     for (name, record_id), (record, fields) in first.items())


@needs(Permission.KEEP_APPLICANTS)
def put_back(act: Act, *, applicant_id: int, rows: tuple[Row, ...], beside: tuple[TakeBack, ...], sentence: str) -> None:
    """Puts records back as they were before an act; Refused when something else stands in one of them by now.

    It looks at what stands there, not at how often it was changed: what was done after it may have been taken back before.
    """
    changes = Changes(act, applicant_id)
    for name, record_id, left, fields in reversed(rows):
        record = as_seen(_TABLES[name], record_id, None, "This record")
        if any(getattr(record, field) != value for field, value in left.items()):
            raise Refused("Something else was done about it since. Look at it again")
        changes.change(record, **fields)
    for back in reversed(beside):
        back.action(act, **back.facts)
        changes.beside()
    changes.done(sentence if sentence.startswith("Taken back: ") else f"Taken back: {sentence}", "do it again")
