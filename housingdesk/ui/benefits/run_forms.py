"""What is asked of one line of a schedule: whose rent it pays, whose overpayment is taken off it, or that it is not ours."""

from collections.abc import Callable

from housingdesk.bank.queries.targets import find_targets
from housingdesk.benefits.actions.schedule_lines import choose_line, choose_recovery, not_ours
from housingdesk.benefits.queries.schedule_rows import RunLine
from housingdesk.errors import HousingDeskError
from housingdesk.rent.rules.words import AccountKind
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.finder import Finder, Search
from housingdesk.ui.kit.list_part import ListWithPane, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem


def rent_accounts(text: str) -> list[tuple[int, str, str]]:
    """Rent accounts of people that fit a fragment: id, name and what tells one from another."""
    return [(one.id, one.name, one.detail) for one in find_targets(text, limit=30) if one.kind is AccountKind.RENT][:12]


def _about(line: RunLine) -> str:
    said = " · ".join(filter(None, (line.name, line.claim_reference, line.rent_reference, line.address)))
    return f"Line {line.number}: {said or 'nobody named'} · {format_pence(line.net_pence)}"


def choose(desk: QtDesk, line: RunLine, account_id: int, refused: Callable[[HousingDeskError], object],
           done: Callable[[object], object] | None = None) -> None:
    """Say whose a line is."""
    desk.do(choose_line, done, refused, line_id=line.id, account_id=account_id)


class _AccountQuestion(Question):
    """A question answered by one rent account."""

    def __init__(self, part: ListWithPane, line: RunLine, title: str, word: str, verb: str) -> None:
        self.part, self.line = part, line
        self.finder = Finder(Search(part.desk, rent_accounts), name=word, placeholder="Name, reference, street")
        super().__init__(part, title, _about(line), (("account_id", word, self.finder),), verb, self._take)

    def _take(self, form: PaneForm) -> None:
        chosen = self.finder.value()
        if not chosen:
            form.show_problems([Problem("account_id", "Choose an account: type a part of the name, Enter takes it")])
            return
        self.take(chosen[0])

    def take(self, account_id: int) -> None:
        """What is done with it."""
        raise NotImplementedError


class WhoseQuestion(_AccountQuestion):
    """Whose rent the line pays; remembered for the office's next runs."""

    def __init__(self, part: ListWithPane, line: RunLine) -> None:
        super().__init__(part, line, "Whose is this line?", "Rent account", "It is theirs")

    def take(self, account_id: int) -> None:
        """The account is credited with the line."""
        choose(self.part.desk, self.line, account_id, self.form.refused, self.part.close_form)


class WhoseDebtQuestion(_AccountQuestion):
    """Whose overpayment is taken off the line; the tenant of the line is credited in full all the same."""

    def __init__(self, part: ListWithPane, line: RunLine) -> None:
        super().__init__(part, line, "Whose overpayment is taken off?", "Who was overpaid", "It is their debt")

    def take(self, account_id: int) -> None:
        """The debt is charged beside that account."""
        self.part.desk.do(choose_recovery, self.part.close_form, self.form.refused, line_id=self.line.id, account_id=account_id)


class NotOursQuestion(Question):
    """Why the line is another landlord's."""

    def __init__(self, part: ListWithPane, line: RunLine) -> None:
        why = TextField(longest=400, placeholder="The address is not one of ours")
        super().__init__(part, "Not ours", _about(line), (("why", "How do you know?", why,
                         "Its money stays in the control account until it is paid back"),), "It is not ours", self._take)
        self._part, self._line = part, line

    def _take(self, form: PaneForm) -> None:
        self._part.desk.do(not_ours, self._part.close_form, form.refused, line_id=self._line.id, why=form.values()["why"])
