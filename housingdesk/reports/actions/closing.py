"""Closes a week, four weeks or a month: what was looked at, the proof and the figures are kept, and the ledger is shut."""

import json
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.actions.ledger import close_ledger
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.reports.actions.freezing import take
from housingdesk.reports.models import PeriodClose
from housingdesk.reports.queries.closing import Closing, close_of, closing
from housingdesk.reports.queries.snapshots import snapshot_id
from housingdesk.reports.rules.closing import stops
from housingdesk.reports.rules.words import PeriodKind, SnapshotKind
from housingdesk.values.dates import format_date

_CLOSE_LOCK = 72


@needs(Permission.CLOSE_PERIODS)
def close_period(act: Act, *, kind: PeriodKind, end: date) -> int:
    """Closes the period that ends on a day; returns the close's id. Never opened again.

    Refused with every sentence that stops it. The ledger is closed to that day, unless it is closed further already.
    """
    act.lock(_CLOSE_LOCK)
    if close_of(kind, end) is not None:
        raise Refused(f"The {kind} to {format_date(end)} is closed already")
    act.progress(0, 3, "Looking at what has to agree")
    found = closing(kind, end, act.today)
    if found.end != end:
        raise Refused(f"A {kind} ends on {format_date(found.end)}, not on {format_date(end)}")
    if wrong := stops(found.checks):
        raise Refused(". ".join(wrong))
    act.progress(1, 3, "Freezing the figures")
    frozen = snapshot_id(end, SnapshotKind.CLOSE) or take(act, kind=SnapshotKind.CLOSE, on=end)
    act.progress(2, 3, "Closing the ledger")
    shut = closed_to()
    if shut is None or shut < end:
        close_ledger(act, to=end)
    made = act.add(PeriodClose(kind=kind, start=found.start, end=end, proof=json.dumps(_proof(found), ensure_ascii=False),
                               snapshot=frozen, made_at=act.now, made_by=act.who.name))
    act.say(f"Closed: {found.name}", about=("period_close", int(made.id)))
    act.progress(3, 3, "Done")
    return int(made.id)


def _proof(found: Closing) -> dict[str, object]:
    """What stood when the period was closed, as it is stored."""
    proof = found.proof
    return {"checks": [[check.name, str(check.weight), check.sentence] for check in found.checks],
            "banks": [[bank.name, bank.opening, bank.days[-1].stated, bank.days[-1].lines, bank.days[-1].ledger]
                      for bank in proof.banks],
            "controls": [[row.reference, row.name, row.opening, row.closing] for row in proof.controls],
            "debtors": [[row.sort, row.opening, row.closing, row.nominal] for row in proof.debtors],
            "head": [proof.head_sequence, proof.head_hash]}
