"""Official wording as it stands: which text of a notice is confirmed, by whom, and the words themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from housingdesk.notices.models import NoticeWording
from housingdesk.notices.rules.findings import Slot
from housingdesk.notices.rules.pack import Ground, Notice
from housingdesk.notices.rules.wording import Text
from housingdesk.notices.stock import shipped_pack, shipped_wording
from housingdesk.tenancies.rules import Regime
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen


@frozen
class WordingRow:
    """A text of a notice as it stands. ``confirmed_id`` is None while nobody has confirmed it, or it needs no confirming."""

    text: Text
    words: str
    confirmed_id: int | None
    version: int | None
    confirmed_at: datetime | None
    confirmed_by: str
    source: str

    @property
    def ready(self) -> bool:
        """Whether it may be printed."""
        return self.confirmed_id is not None or not self.text.to_confirm

    @property
    def slot(self) -> Slot:
        """It as a finding: who confirmed it, or that nobody did."""
        said = "" if not self.ready else str(self.text.standing)
        if self.confirmed_at is not None:
            said = f"confirmed by {self.confirmed_by}, {format_date(self.confirmed_at.date())}"
        return Slot(self.text.key, self.text.title, said, self.source or self.text.source)


def wordings(notice: Notice, grounds: Sequence[Ground], regime: Regime) -> list[WordingRow]:
    """Every text that a notice needs, as it stands now."""
    return rows_of(shipped_wording().of(notice, grounds, regime))


def wording(slot: str) -> WordingRow:
    """One text; Refused when no notice needs it."""
    return rows_of([shipped_wording().text(slot, shipped_pack())])[0]


def rows_of(texts: Sequence[Text]) -> list[WordingRow]:
    """These texts as they stand now, in their order."""
    rows: Any = (NoticeWording.select().where(NoticeWording.slot.in_([text.key for text in texts])
                                              & (NoticeWording.removed == "")).order_by(NoticeWording.id))
    kept = {row.slot: row for row in rows}
    return [_row(text, kept.get(text.key)) for text in texts]


def _row(text: Text, kept: NoticeWording | None) -> WordingRow:
    if kept is None:
        return WordingRow(text, text.text, None, None, None, "", "")
    return WordingRow(text, kept.text, kept.id, kept.version, kept.confirmed_at, kept.confirmed_by, kept.source)
