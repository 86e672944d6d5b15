"""A paper that everybody has signed is sealed beside the screen, as soon as it is looked at; nobody waits for it."""

from collections.abc import Iterable

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions.papers import seal_paper
from housingdesk.lettings.queries.papers import PaperRow
from housingdesk.lettings.rules.words import PaperState
from housingdesk.ui.kit.qt_desk import QtDesk


def seal_what_is_signed(desk: QtDesk, rows: Iterable[PaperRow], begun: set[int]) -> None:
    """Begins it for each that is signed and not sealed, once; ``begun`` remembers which."""
    for row in rows:
        if row.state is PaperState.SIGNED and row.sealed_id is None and row.id not in begun:
            if desk.may(Permission.KEEP_APPLICANTS):
                begun.add(row.id)
                desk.do(seal_paper, paper_id=row.id)
        elif row.sealed_id is not None or row.state is not PaperState.SIGNED:
            begun.discard(row.id)
