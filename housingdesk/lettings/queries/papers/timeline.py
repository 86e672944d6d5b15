"""What a file’s timeline tells of signed papers: which was signed, by whom, and which took its place."""

from datetime import datetime
from typing import Any

from peewee import fn

from housingdesk.lettings.models import PackPaper, Signature, SignUp
from housingdesk.lettings.rules.words import PaperState
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest

_TOLD = (PaperState.SIGNED, PaperState.REPLACED)


def timeline(tenancy_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """The papers of the sign-up that made a tenancy, as far as they were signed, newest first; each opens its signatures."""
    last = fn.MAX(Signature.signed_at)
    rows: Any = (PackPaper.select(PackPaper.id, PackPaper.title, PackPaper.state, last)
                 .join(SignUp).switch(PackPaper).join(Signature, on=(Signature.paper == PackPaper.id))
                 .where((SignUp.tenancy == tenancy_id) & (Signature.removed == "") & PackPaper.state.in_(list(_TOLD)))
                 .group_by(PackPaper.id, PackPaper.title, PackPaper.state).tuples())
    found = list(rows)
    names = _names([row[0] for row in found])
    return newest((_entry(row, names.get(row[0], [])) for row in found), before, limit)


def _names(paper_ids: list[int]) -> dict[int, list[str]]:
    rows: Any = (Signature.select(Signature.paper, Signature.name)
                 .where(Signature.paper.in_(paper_ids) & (Signature.removed == "")).order_by(Signature.id).tuples())
    found: dict[int, list[str]] = {}
    for paper_id, name in rows:
        found.setdefault(paper_id, []).append(name)
    return found


def _entry(row: tuple[int, str, PaperState, datetime], names: list[str]) -> TimelineEntry:
    paper_id, title, state, at = row
    later = ", replaced since" if state is PaperState.REPLACED else ""
    return TimelineEntry(at, Strand.AGREEMENT, f"{title} signed by {' and '.join(names)}{later}", Ref("paper", paper_id),
                         timed=True)
