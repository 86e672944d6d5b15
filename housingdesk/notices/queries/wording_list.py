"""All official wording in one list: what is confirmed, by whom, against what, and which notices wait for what is not."""

from collections.abc import Mapping
from typing import Any

from housingdesk.errors import Refused
from housingdesk.notices.models import NoticeCase
from housingdesk.notices.queries.cases import CaseRow, row_of
from housingdesk.notices.queries.wordings import WordingRow, rows_of
from housingdesk.notices.rules.states import WRITABLE
from housingdesk.notices.stock import shipped_pack, shipped_wording
from housingdesk.values.rows import frozen


@frozen
class ListedWording:
    """One text that must be confirmed. ``used_for``: its notice, or whose ground it is; ``waiting``: notices under way."""

    id: int
    row: WordingRow
    used_for: str
    waiting: tuple[CaseRow, ...]


def every_wording() -> list[ListedWording]:
    """Every text that somebody must confirm, those that notices under way wait for first, then what is not confirmed."""
    pack, wording = shipped_pack(), shipped_wording()
    names = {key: ", ".join(dict.fromkeys(n.title.split(",")[0] for n in pack.notices if n.key == notice.split(":")[0]))
             for notice, keys in wording.forms.items() for key in keys}
    waiting = _waiting()
    found = [ListedWording(number, row, names.get(row.text.key, _ground_of(row.text.key)),
                           tuple(waiting.get(row.text.key, ())) if not row.ready else ())
             for number, row in enumerate(rows_of(wording.to_confirm(pack)), 1)]
    return sorted(found, key=lambda one: (not one.waiting, one.row.ready, one.id))


def _ground_of(key: str) -> str:
    law = key.rsplit(".", 1)[-1]
    return {"old": "Form 3", "new": "Form 3A", "1985": "Notice of seeking possession of a secure tenancy"}.get(law, "")


def _waiting() -> Mapping[str, list[CaseRow]]:
    """Which texts each notice needs that is still being prepared."""
    query: Any = NoticeCase.select().where(NoticeCase.state.in_(list(WRITABLE))).order_by(NoticeCase.id)
    found: dict[str, list[CaseRow]] = {}
    for row in map(row_of, query):
        try:
            notice = shipped_pack().notice(row.notice, row.regime, row.begun_at.date())
            grounds = shipped_pack().cited(row.grounds, row.regime) if row.grounds else ()
        except Refused:
            continue  # the law has changed under it: its own page says so
        for text in shipped_wording().of(notice, grounds, row.regime):
            found.setdefault(text.key, []).append(row)
    return found
