"""Keys that should be back, for the list of what is due; the register itself is ``properties.queries.keys``.

It lies here and not beside the register because Today reads it, and does without all that ``properties.queries`` brings along.
"""

from datetime import date
from typing import Any

from housingdesk.properties.models import KeyMove, KeySet, Space
from housingdesk.properties.rules.safety import KeyHolder, is_out
from housingdesk.values.rows import frozen


@frozen
class OverdueKeys:
    """A set that is not back: its tag, its home, with whom it is, and when it should have been."""

    tag: str
    address: str
    whom: str
    due_back_on: date


def overdue_keys(on: date) -> list[OverdueKeys]:
    """The sets whose last line says that they should be back before a day, the longest first. One statement."""
    inner = KeyMove.alias()
    newest = (inner.select(inner.id).where((inner.key_set == KeySet.id) & (inner.removed == ""))
              .order_by(inner.on.desc(), inner.id.desc()).limit(1))
    rows: Any = (KeyMove.select(KeySet.tag, Space.address, Space.label, KeyMove.holder, KeyMove.whom, KeyMove.due_back_on)
                 .join(KeySet).join(Space, on=(KeySet.space == Space.id))
                 .where(KeySet.ended_on.is_null() & (KeyMove.due_back_on < on) & (KeyMove.removed == "")
                        & KeyMove.holder.in_([one for one in KeyHolder if is_out(one)]) & (KeyMove.id == newest))
                 .order_by(KeyMove.due_back_on, KeySet.tag).tuples())
    return [OverdueKeys(tag, address or label, whom or str(holder), back) for tag, address, label, holder, whom, back in rows]
