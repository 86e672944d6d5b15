"""Who has a sign-up open: this seat takes it, says where it is, lets it go; a colleague's is taken over when asked."""

from collections.abc import Callable
from typing import Any

from housingdesk.errors import HousingDeskError
from housingdesk.lettings.actions import signup as actions
from housingdesk.lettings.queries.signup import SignUpRow
from housingdesk.ui.kit.notices import Choice, Question
from housingdesk.ui.kit.qt_desk import QtDesk, refusal


class Seat:
    """This seat's hold on one sign-up."""

    def __init__(self, desk: QtDesk, say: Callable[[HousingDeskError], object]) -> None:
        self._desk, self._say = desk, say
        self._head: SignUpRow | None = None
        self.held = False

    def take(self, head: SignUpRow) -> None:
        """Open it here, unless a colleague has it open: then ask."""
        self._head, self.held = head, False
        if head.open:
            self._desk.keep(actions.take_over, self._taken, self._in_use, sign_up_id=head.id)

    def _taken(self, _outcome: Any) -> None:
        self.held = True

    def _in_use(self, error: HousingDeskError) -> None:
        assert self._head is not None
        who = self._head.in_use_by
        self._desk.notices.ask(Question(f"{who} is in this sign-up", f"{refusal(error)} What {who} typed so far is kept.",
                                        (Choice("over", "Take it over"),), safe_words="Only look"), self._answered)

    def _answered(self, choice: str) -> None:
        if choice == "over" and self._head is not None:
            self._desk.do(actions.take_over, self._taken, self._say, sign_up_id=self._head.id, sure=True)

    def is_at(self, task: str, field: str, scroll: int) -> None:
        """Note where somebody is, so that it opens there again."""
        if self.held and self._head is not None:
            self._desk.keep(actions.leave_at, None, self._say, sign_up_id=self._head.id, task=task, field=field, scroll=scroll)

    def let_go(self) -> None:
        """Close it here."""
        if self.held and self._head is not None:
            self.held = False
            self._desk.keep(actions.let_go, None, self._say, sign_up_id=self._head.id)
