"""The corrections of an account in debited days: what changed, by whom, why, and whether it was taken back."""

from datetime import date, datetime

from housingdesk.errors import NotFound
from housingdesk.rent.models import Correction
from housingdesk.rent.rules.correction_words import state_words
from housingdesk.rent.rules.words import CorrectionKind
from housingdesk.values.rows import frozen

OF_DAYS = frozenset({CorrectionKind.START, CorrectionKind.LAST_DAY})
_ELSEWHERE = frozenset({CorrectionKind.HELD_BED})


@frozen
class CorrectionRow:
    """One correction: what it is, the first day it changed, why, what stood and what holds, pence (charge +).

    ``of_days``: it changed the first or last day of the agreement. ``taken_back``: by whom and when, empty while it stands.
    """

    id: int
    account_id: int
    kind: CorrectionKind
    since: date
    reason: str
    was: tuple[str, ...]
    now: tuple[str, ...]
    pence: int
    made_at: datetime
    made_by: str
    taken_back: tuple[str, date] | None
    of_days: bool
    can_be_taken_back: bool


def corrections(account_id: int) -> list[CorrectionRow]:
    """The corrections of an account, the newest first."""
    found = list(Correction.select().where(Correction.account == account_id).order_by(Correction.id))
    back = {row.takes_back_id: row for row in found if row.takes_back_id is not None}
    kinds = {row.id: row.kind for row in found}
    return [_row(row, back.get(row.id), _first_kind(row, kinds, found)) for row in reversed(found)]


def tenancy_of(correction_id: int) -> int:
    """The agreement whose account a correction is of; NotFound when it is of none."""
    row = Correction.get_or_none(Correction.id == correction_id)
    if row is None or row.account.tenancy_id is None:
        raise NotFound("That correction is of no agreement")
    return int(row.account.tenancy_id)


def correction(correction_id: int) -> tuple[int, date, int]:
    """Whose account a correction is of, the first day it changed, and by how many pence the account changed."""
    row = Correction.get_or_none(Correction.id == correction_id)
    if row is None:
        raise NotFound("That correction is not there")
    return int(row.account_id), row.since, int(row.pence)


def _first_kind(row: Correction, kinds: dict[int, CorrectionKind], found: list[Correction]) -> CorrectionKind:
    """What kind of change a taking back took back, and so is itself."""
    by_id = {one.id: one for one in found}
    while row.takes_back_id is not None:
        row = by_id[row.takes_back_id]
    return kinds[row.id]


def _row(row: Correction, back: Correction | None, kind: CorrectionKind) -> CorrectionRow:
    start = kind is CorrectionKind.START
    return CorrectionRow(
        row.id, row.account_id, row.kind, row.since, row.reason, state_words(row.before, with_first_day=start),
        state_words(row.after, with_first_day=start), row.pence, row.made_at, row.made_by,
        (back.made_by, back.made_at.date()) if back is not None else None, kind in OF_DAYS,
        back is None and kind not in _ELSEWHERE)
