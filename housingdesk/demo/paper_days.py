"""Packs of the made-up association's sign-ups: one signed on the screen, one on paper, one waiting for the signed copy.

Nothing is sealed here: a seal is made with a key of its own each time, and the made-up association is always the same. It is
sealed when somebody looks at it.
"""

import math
from datetime import date

from housingdesk.demo.doing import Doing
from housingdesk.lettings.actions import papers
from housingdesk.lettings.actions.papers import SignatureDraft
from housingdesk.lettings.queries.papers import PaperRow, pack_of, sign_ups_in
from housingdesk.lettings.rules.papers.pack import AGREEMENT
from housingdesk.lettings.rules.papers.strokes import Point, Stroke
from housingdesk.lettings.rules.words import Flow, SignUpState

_ON_SCREEN = 1
_STATES = (SignUpState.SIGNED, SignUpState.FINISHED, SignUpState.WAITING, SignUpState.SECOND_MEETING)


def signature(name: str) -> tuple[Stroke, ...]:
    """A made-up hand: a wave as long as the name, and a line under it."""
    count = 12 + 3 * len(name)
    wave = tuple(Point(0.08 + 0.8 * n / count, 0.5 + 0.22 * math.sin(n * 1.1 + len(name)) * (1 - n / (2 * count)), n * 9, 0.5)
                 for n in range(count))
    return wave, (Point(0.1, 0.82, count * 9 + 80, 0.6), Point(0.7, 0.78, count * 9 + 220, 0.4))


class PaperDays(Doing):
    """The papers of sign-ups that are there already."""

    def fill(self, today: date) -> int:
        """Makes the packs; returns how many."""
        made = signed = 0
        with self._store.connected():
            for row in self._ask(sign_ups_in, states=_STATES):
                finished = row.state is SignUpState.FINISHED
                if finished and signed == _ON_SCREEN:
                    continue
                self._do(today, papers.make_pack, sign_up_id=row.id)
                rows = {one.key: one for one in self._ask(pack_of, sign_up_id=row.id, on=today)}
                made += 1
                agreement = rows.get(AGREEMENT)
                if finished and agreement is not None:
                    self._sign(agreement, today)
                    self._do(today, papers.mark_printed, paper_ids=[one.id for one in rows.values()])
                    signed += 1
                elif agreement is not None and (row.state is SignUpState.WAITING or row.flow is Flow.EMERGENCY):
                    self._do(today, papers.sign_on_paper, paper_id=agreement.id)
        return made

    def _sign(self, agreement: PaperRow, today: date) -> None:
        for signer in agreement.signers:
            draft = SignatureDraft(signer.number, signature(signer.name), self._who.name, read=True)
            self._do(today, papers.sign_paper, paper_id=agreement.id, draft=draft)
